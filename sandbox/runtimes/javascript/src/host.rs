//! What the prelude gets from this side: the object `host`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use rquickjs::context::EvalOptions;
use rquickjs::module::Declared;
use rquickjs::prelude::{Func, Opt};
use rquickjs::promise::PromiseState;
use rquickjs::{
    Array, Ctx, Error, FromJs, Module, Object, Promise, Result, String as JsString, TypedArray,
    Value, qjs,
};

use crate::exports::weaverse::plugin::runtime::RunRequest;
use crate::weaverse::plugin::stdio;

/// Where the clocks stand at the start: 2026-01-01T00:00:00Z, as the host's.
const EPOCH_US: f64 = 1_767_225_600e6;
/// How far a reading moves the clocks, as the host's: 0.1 ms.
const TICK_US: f64 = 100.0;

thread_local! {
    static FILES: RefCell<BTreeMap<String, Vec<u8>>> = const { RefCell::new(BTreeMap::new()) };
    static NOW_US: Cell<f64> = const { Cell::new(EPOCH_US) };
    static RANDOM: Cell<u64> = const { Cell::new(0) };
    static EXIT: Cell<Option<i32>> = const { Cell::new(None) };
}

/// QuickJS' only clock.
#[unsafe(no_mangle)]
pub extern "C" fn __rquickjs_host_now_us() -> f64 {
    NOW_US.with(|now| {
        let value = now.get();
        now.set(value + TICK_US);
        value
    })
}

/// Takes the files and the seed of a run.
pub(crate) fn begin(request: &RunRequest) {
    FILES.with(|files| {
        let mut files = files.borrow_mut();
        for file in &request.files {
            files.insert(file.path.clone(), file.content.clone());
        }
    });
    NOW_US.with(|now| now.set(EPOCH_US));
    RANDOM.with(|state| state.set(request.seed));
}

/// The code of `process.exit`, when it was called.
pub(crate) fn exit_code() -> Option<i32> {
    EXIT.with(Cell::get)
}

/// Text of any string, lone surrogates replaced.
pub(crate) fn text(value: &JsString<'_>) -> String {
    match value.to_string() {
        Ok(text) => text,
        Err(_) => {
            let _ = value.ctx().catch();
            let method: Result<String> = value
                .ctx()
                .globals()
                .get::<_, Object<'_>>("String")
                .and_then(|string| string.get::<_, Object<'_>>("prototype"))
                .and_then(|prototype| prototype.get::<_, rquickjs::Function<'_>>("toWellFormed"))
                .and_then(|function| function.call((rquickjs::function::This(value.clone()),)));
            method.unwrap_or_default()
        }
    }
}

/// Evaluates a script under a file name.
pub(crate) fn evaluate<'js, V: FromJs<'js>>(ctx: &Ctx<'js>, name: &str, source: &str) -> Result<V> {
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(name.to_owned());
    ctx.eval_with_options(source, options)
}

/// Compiles a module; its dependencies are loaded when it is evaluated.
pub(crate) fn declare<'js>(
    ctx: &Ctx<'js>,
    name: &str,
    source: String,
) -> Result<Module<'js, Declared>> {
    let module = Module::declare(ctx.clone(), name, source)?;
    let meta = module.meta()?;
    let (folder, _) = name.rsplit_once('/').unwrap_or(("", name));
    meta.set("dirname", format!("/{folder}"))?;
    meta.set("filename", format!("/{name}"))?;
    meta.set("url", format!("file:///{name}"))?;
    Ok(module)
}

fn next_random() -> f64 {
    // SplitMix64.
    let bits = RANDOM.with(|state| {
        let next = state.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        state.set(next);
        let mut z = next;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    });
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

fn bytes_of(bytes: &TypedArray<'_, u8>) -> Vec<u8> {
    // SAFETY: the bytes are copied before any JavaScript can run.
    #[allow(unsafe_code)]
    unsafe { bytes.as_bytes() }.map(<[u8]>::to_vec).unwrap_or_default()
}

fn put(fd: i32, bytes: &[u8]) {
    if fd == 2 {
        stdio::write_stderr(bytes);
    } else {
        stdio::write_stdout(bytes);
    }
}

/// Leaves the program: no handler of the learner sees it.
fn leave(ctx: &Ctx<'_>) -> Error {
    let raw = ctx.as_raw().as_ptr();
    // SAFETY: the context is live, and JS_Throw takes the value that
    // JS_NewError made.
    #[allow(unsafe_code)]
    unsafe {
        let error = qjs::JS_NewError(raw);
        qjs::JS_SetUncatchableError(raw, error);
        qjs::JS_Throw(raw, error);
    }
    Error::Exception
}

fn drain(ctx: Ctx<'_>) -> Result<()> {
    while exit_code().is_none() && ctx.execute_pending_job() {}
    if exit_code().is_some() {
        return Err(leave(&ctx));
    }
    Ok(())
}

fn module<'js>(ctx: Ctx<'js>, name: String, source: String) -> Result<Array<'js>> {
    let (evaluated, promise) = declare(&ctx, &name, source)?.eval()?;
    let out = Array::new(ctx)?;
    out.set(0, promise)?;
    out.set(1, evaluated.namespace()?)?;
    Ok(out)
}

/// What became of a promise: its state and its value or reason.
fn look<'js>(ctx: Ctx<'js>, promise: Promise<'js>) -> Result<Array<'js>> {
    let state = match promise.state() {
        PromiseState::Pending => "pending",
        PromiseState::Resolved => "fulfilled",
        PromiseState::Rejected => "rejected",
    };
    let out = Array::new(ctx.clone())?;
    out.set(0, state)?;
    match promise.result::<Value<'js>>() {
        Some(Ok(value)) => out.set(1, value)?,
        Some(Err(_)) => out.set(1, ctx.catch())?,
        None => {}
    }
    Ok(out)
}

/// The object.
pub(crate) fn object<'js>(ctx: &Ctx<'js>) -> Result<Object<'js>> {
    let host = Object::new(ctx.clone())?;
    host.set(
        "write",
        Func::from(|fd: i32, value: JsString<'js>| put(fd, text(&value).as_bytes())),
    )?;
    host.set(
        "writeBytes",
        Func::from(|fd: i32, bytes: TypedArray<'js, u8>| put(fd, &bytes_of(&bytes))),
    )?;
    host.set(
        "readStdin",
        Func::from(|ctx: Ctx<'js>, max: u32| TypedArray::<u8>::new(ctx, stdio::read_stdin(max))),
    )?;
    host.set(
        "encode",
        Func::from(|ctx: Ctx<'js>, value: JsString<'js>| {
            TypedArray::<u8>::new(ctx, text(&value).into_bytes())
        }),
    )?;
    host.set(
        "decode",
        Func::from(|bytes: TypedArray<'js, u8>| {
            String::from_utf8_lossy(&bytes_of(&bytes)).into_owned()
        }),
    )?;
    host.set("random", Func::from(next_random))?;
    host.set("now", Func::from(|| (NOW_US.with(Cell::get) - EPOCH_US) / 1000.0))?;
    host.set(
        "sleepUntil",
        Func::from(|at: f64| {
            NOW_US.with(|now| now.set(now.get().max(EPOCH_US + at * 1000.0)));
        }),
    )?;
    host.set(
        "readFile",
        Func::from(|ctx: Ctx<'js>, path: String| -> Result<Value<'js>> {
            let content = FILES.with(|files| files.borrow().get(&path).cloned());
            match content {
                Some(bytes) => Ok(TypedArray::<u8>::new(ctx, bytes)?.into_value()),
                None => Ok(Value::new_null(ctx)),
            }
        }),
    )?;
    host.set(
        "readText",
        Func::from(|path: String| {
            FILES.with(|files| {
                let files = files.borrow();
                files.get(&path).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            })
        }),
    )?;
    host.set(
        "writeFile",
        Func::from(|path: String, bytes: TypedArray<'js, u8>, append: Opt<bool>| {
            let bytes = bytes_of(&bytes);
            FILES.with(|files| {
                let mut files = files.borrow_mut();
                if append.0 == Some(true) {
                    files.entry(path).or_default().extend(bytes);
                } else {
                    files.insert(path, bytes);
                }
            });
        }),
    )?;
    host.set(
        "removeFile",
        Func::from(|path: String| FILES.with(|files| files.borrow_mut().remove(&path).is_some())),
    )?;
    host.set(
        "size",
        Func::from(|path: String| {
            FILES.with(|files| files.borrow().get(&path).map_or(-1.0, |b| b.len() as f64))
        }),
    )?;
    host.set(
        "files",
        Func::from(|| FILES.with(|files| files.borrow().keys().cloned().collect::<Vec<_>>())),
    )?;
    host.set(
        "script",
        Func::from(|ctx: Ctx<'js>, name: String, source: String| -> Result<Value<'js>> {
            evaluate(&ctx, &name, &source)
        }),
    )?;
    host.set(
        "check",
        Func::from(|ctx: Ctx<'js>, name: String, source: String| -> Result<()> {
            declare(&ctx, &name, source).map(drop)
        }),
    )?;
    host.set("module", Func::from(module))?;
    host.set("promise", Func::from(look))?;
    host.set("drain", Func::from(drain))?;
    host.set(
        "exit",
        Func::from(|ctx: Ctx<'js>, code: i32| -> Result<()> {
            EXIT.with(|exit| exit.set(Some(code)));
            Err(leave(&ctx))
        }),
    )?;
    Ok(host)
}
