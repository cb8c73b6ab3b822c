//! Files in an S3-compatible bucket instead of the data folder.

use weaverse::accounts::Role;
use weaverse::clock::Clock;
use weaverse::sql;
use weaverse::storage::Storage;

use crate::both_engines;
use crate::support::bucket::S3;
use crate::support::engine::{Engine, run};
use crate::support::{Stage, TestApp, plugins};

both_engines!(a_worker_with_an_empty_folder_grades, media_come_from_the_bucket);

async fn school(stage: &Stage, s3: &S3) -> TestApp {
    stage.school_with(Clock::system(), |config| s3.set(&mut config.storage)).await
}

/// A worker on another machine: the database, the bucket, and nothing else.
async fn a_worker_with_an_empty_folder_grades(stage: Stage) {
    let s3 = S3::start(stage.dir()).await;
    let app = school(&stage, &s3).await;
    weaverse::plugins::service::install_first_party(&app.app).await.expect("installed plugins");
    let user = app.register("minji", Role::Learner).await;
    let id = app.hand_in(user, "print(sum(map(int, input().split())))").await;
    let machine = stage.dir().join("machine");
    std::fs::create_dir_all(&machine).expect("a folder");
    // Compiling takes half a minute; what is compiled is no file of the school.
    std::os::unix::fs::symlink(plugins::compiled(), machine.join("compiled")).expect("a link");
    let sqlite = format!("sqlite:{}", stage.data().join("weaverse.db").display());
    let mut command = tokio::process::Command::new(plugins::WEAVERSE);
    command.arg("worker").arg("--data").arg(&machine).arg("--plugins").arg(machine.join("none"));
    command.args(["--database", stage.url().unwrap_or(&sqlite)]).current_dir(&machine);
    s3.environment(&mut command);
    let _worker = command.stdout(std::process::Stdio::null()).kill_on_drop(true).spawn().unwrap();
    let row = app.graded(id).await;
    assert_eq!((row.state.as_str(), row.verdict()), ("done", "accepted"));
    let packages = std::fs::read_dir(machine.join("files/plugins")).expect("fetched packages");
    assert_eq!(packages.count(), app.app.registry.snapshot().digests().len());
}

async fn media_come_from_the_bucket(stage: Stage) {
    let s3 = S3::start(stage.dir()).await;
    let app = school(&stage, &s3).await;
    // Another machine than the one that imported the course.
    std::fs::remove_dir_all(stage.data().join("files")).expect("the cache goes");
    let minji = app.learner("minji").await;
    let mut tx = app.app.db.read().await.unwrap();
    let (video,): (uuid::Uuid,) = tx.sql(sql!("select id from videos")).one().await.unwrap();
    drop(tx);
    let request = minji.request(reqwest::Method::GET, &format!("/videos/{video}"));
    let part = crate::support::actors::send(request.header("range", "bytes=4-7")).await.expect(206);
    assert_eq!(part.text(), "ftyp");
    let original = std::fs::read(crate::support::pack::mini().join("media/clip.mp4")).unwrap();
    assert_eq!(minji.get(&format!("/videos/{video}")).await.expect(200).body, original);
}

#[test]
fn what_is_kept_comes_back_and_a_wrong_key_is_refused() {
    run(Engine::Sqlite, async |stage: Stage| {
        let s3 = S3::start(stage.dir()).await;
        let open = |name: &str, access_key: Option<&str>| {
            let mut storage = stage.config().storage;
            s3.set(&mut storage);
            storage.data = stage.dir().join(name);
            if let Some(access_key) = access_key {
                storage.access_key = access_key.to_owned();
            }
            Storage::open(&storage).expect("a storage")
        };
        let bytes = vec![7; 3 << 20];
        let one = open("one", None);
        one.put("media/a b+c.bin", bytes.clone()).await.unwrap();
        one.put("media/a b+c.bin", bytes.clone()).await.expect("it is there already");
        assert_eq!(open("two", None).get("media/a b+c.bin").await.unwrap(), bytes);
        let gone = open("two", None).get("media/gone.bin").await.unwrap_err();
        assert!(format!("{gone:#}").contains("media/gone.bin in the bucket school"), "{gone:#}");
        assert!(!stage.dir().join("two/files/media/gone.bin").exists());
        let wrong = open("three", Some("SOMEBODY"));
        let refused = format!("{:#}", wrong.put("media/x.bin", vec![1]).await.unwrap_err());
        assert!(refused.contains("403") && !refused.contains("SOMEBODY"), "{refused}");
        let refused = format!("{:#}", wrong.get("media/a b+c.bin").await.unwrap_err());
        assert!(refused.contains("403"), "{refused}");
    });
}
