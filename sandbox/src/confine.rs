//! What a child process gives up before it touches what strangers wrote:
//! files and the network by Landlock, system calls by seccomp. Both are
//! second walls behind WebAssembly itself, and both depend on the kernel; what
//! it does not have is said, not hidden.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr,
    RulesetCreatedAttr, RulesetStatus, Scope, path_beneath_rules,
};
use rustix::process::{Resource, Rlimit, setrlimit};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch,
};

/// Gives up what no process of the product needs: privileges that a program
/// that it starts might bring (setuid), and core dumps, which would hold
/// secrets. To be called before there are other threads.
///
/// # Errors
/// The system's.
pub fn give_up_privileges() -> io::Result<()> {
    rustix::thread::set_no_new_privs(true)?;
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    Ok(())
}

/// Takes every file but those below `readable` away from this thread and the
/// threads that it starts, TCP, and signals to other processes. `false`: the
/// kernel has no Landlock, or an older one that does part of it only.
pub(crate) fn forbid_files(readable: Option<&Path>) -> io::Result<bool> {
    let newest = ABI::V6;
    let rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(newest))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(newest)))
        .and_then(|rules| rules.scope(Scope::from_all(newest)))
        .and_then(Ruleset::create)
        .and_then(|rules| {
            rules.add_rules(path_beneath_rules(readable, AccessFs::from_read(newest)))
        })
        .map_err(io::Error::other)?;
    let status = rules.restrict_self().map_err(io::Error::other)?;
    Ok(status.ruleset == RulesetStatus::FullyEnforced)
}

/// From here on the process's threads, all of them, may make no system call
/// but those below, not even to start another thread; any other one fails with
/// "not permitted". `false`: the kernel has no seccomp.
///
/// An error and not a kill: a C library of tomorrow may try a call that is not
/// in the list, and has an answer to a refusal.
pub(crate) fn forbid_calls() -> io::Result<bool> {
    let Some(filter) = filter()? else { return Ok(false) };
    match seccompiler::apply_filter_all_threads(&filter) {
        Ok(()) => Ok(true),
        Err(seccompiler::Error::Seccomp(error) | seccompiler::Error::Prctl(error))
            if matches!(error.raw_os_error(), Some(libc::EINVAL | libc::ENOSYS)) =>
        {
            Ok(false)
        }
        Err(error) => Err(io::Error::other(error)),
    }
}

/// `None` on a processor that seccompiler does not know.
fn filter() -> io::Result<Option<BpfProgram>> {
    let Ok(arch) = TargetArch::try_from(std::env::consts::ARCH) else { return Ok(None) };
    let filter = SeccompFilter::new(
        allowed()?,
        SeccompAction::Errno(libc::EPERM.unsigned_abs()),
        SeccompAction::Allow,
        arch,
    );
    filter.and_then(TryInto::try_into).map(Some).map_err(io::Error::other)
}

/// What reading, computing, answering and ending take; with any argument.
const CALLS: &[libc::c_long] = &[
    // Memory.
    libc::SYS_brk,
    libc::SYS_madvise,
    libc::SYS_mmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_munmap,
    // Open streams, and compiled code being mapped (where Landlock lets it).
    libc::SYS_close,
    libc::SYS_fcntl,
    libc::SYS_fstat,
    libc::SYS_lseek,
    libc::SYS_newfstatat,
    libc::SYS_openat,
    libc::SYS_pread64,
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_statx,
    libc::SYS_utimensat,
    libc::SYS_write,
    libc::SYS_writev,
    // The image of a component's memory, where it is not mapped from its file.
    libc::SYS_ftruncate,
    libc::SYS_memfd_create,
    // Threads and signals.
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_futex,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_membarrier,
    libc::SYS_rseq,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_yield,
    libc::SYS_set_robust_list,
    libc::SYS_sigaltstack,
    libc::SYS_tgkill,
    // Time and chance.
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_getrandom,
    libc::SYS_nanosleep,
    libc::SYS_restart_syscall,
];

/// `PAGEMAP_SCAN` of `linux/fs.h`, on every architecture that has it: which
/// pages of a memory were written (wasmtime's pool).
const PAGEMAP_SCAN: u64 = 0xc060_6610;

fn allowed() -> io::Result<BTreeMap<libc::c_long, Vec<SeccompRule>>> {
    let mut calls: BTreeMap<_, _> = CALLS.iter().map(|&call| (call, Vec::new())).collect();
    calls.insert(libc::SYS_ioctl, vec![argument(1, SeccompCmpOp::Eq, PAGEMAP_SCAN)?]);
    Ok(calls)
}

fn argument(index: u8, is: SeccompCmpOp, value: u64) -> io::Result<SeccompRule> {
    SeccompCondition::new(index, SeccompCmpArgLen::Dword, is, value)
        .and_then(|condition| SeccompRule::new(vec![condition]))
        .map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::net::{TcpListener, TcpStream, UdpSocket};
    use std::process::Command;

    use super::*;

    type TestResult = Result<(), Box<dyn std::error::Error>>;

    /// What a thread of its own finds: the others of this process go on as
    /// before.
    fn alone<T: Send>(act: impl FnOnce() -> T + Send) -> T {
        std::thread::scope(|scope| scope.spawn(act).join().expect("no panic"))
    }

    fn refused<T>(result: io::Result<T>) -> bool {
        result.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
    }

    #[test]
    fn only_files_below_the_given_folder_can_be_read_and_none_written() -> TestResult {
        let dir = tempfile::tempdir()?;
        let (known, secret) = (dir.path().join("known"), dir.path().join("secret"));
        fs::create_dir(&known)?;
        fs::write(known.join("code"), "code")?;
        fs::write(&secret, "secret")?;
        let (forbidden, results) = alone(|| {
            let forbidden = forbid_files(Some(&known)).expect("no error");
            let results = [
                fs::read(&secret).map(drop),
                fs::read("/etc/passwd").map(drop),
                fs::read_dir("/").map(drop),
                fs::write(known.join("code"), "other"),
                File::create(known.join("new")).map(drop),
                fs::remove_file(known.join("code")),
                TcpListener::bind("127.0.0.1:0").map(drop),
                TcpStream::connect("127.0.0.1:1").map(drop),
            ];
            assert_eq!(fs::read(known.join("code")).expect("readable"), b"code");
            (forbidden, results)
        });
        if !forbidden {
            eprintln!("this kernel has no Landlock, or an older one: nothing to see here");
            return Ok(());
        }
        for (number, result) in results.into_iter().enumerate() {
            assert!(refused(result), "{number}");
        }
        assert_eq!(fs::read(&secret)?, b"secret");
        Ok(())
    }

    #[test]
    fn no_call_but_those_of_the_list_can_be_made() -> TestResult {
        let filter = filter()?.ok_or("a processor that seccompiler does not know")?;
        alone(|| {
            seccompiler::apply_filter(&filter).expect("a kernel with seccomp");
            assert!(refused(TcpListener::bind("127.0.0.1:0")), "a listener");
            assert!(refused(UdpSocket::bind("127.0.0.1:0")), "a datagram");
            assert!(refused(Command::new("/bin/true").spawn()), "a program");
            assert!(refused(std::thread::Builder::new().spawn(|| ())), "a thread");
            assert!(refused(fs::create_dir("/tmp/weaverse-confined")), "a folder");
            assert!(refused(fs::remove_file("/tmp/weaverse-confined")), "a removal");
            assert!(refused(fs::rename("/tmp/weaverse-a", "/tmp/weaverse-b")), "a rename");
            assert!(refused(std::os::unix::fs::symlink("/etc", "/tmp/weaverse-c")), "a link");
            // What computing takes goes on.
            let bytes = vec![1_u8; 64 << 20];
            assert_eq!(bytes.iter().map(|&byte| u64::from(byte)).sum::<u64>(), 64 << 20);
            std::thread::sleep(std::time::Duration::from_millis(1));
        });
        Ok(())
    }
}
