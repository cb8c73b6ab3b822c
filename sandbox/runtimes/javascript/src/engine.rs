//! The engine: made at build time, used once.

use std::cell::RefCell;

use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
#[cfg(feature = "browser")]
use rquickjs::module::WriteOptions;
use rquickjs::{
    Array, Context, Ctx, Error, Function, Module, Object, Persistent, Result, Runtime, Value,
};

use crate::exports::weaverse::plugin::runtime::{Invocation, RunEnd, RunRequest, RunResult};
use crate::host;
use crate::weaverse::plugin::types::Raised;

/// The JavaScript half, bundled by the build.
const PRELUDE: &str = include_str!(env!("WEAVERSE_PRELUDE"));

/// How much of the C stack JavaScript may use before it gets a `RangeError`;
/// the build gives the module a stack that is larger.
const STACK: usize = 5 << 20;

/// Bytes that jsdom and its window fit into.
#[cfg(feature = "browser")]
const ROOM: usize = 40 << 20;

/// The free places that the compiler leaves behind, the largest first.
#[cfg(feature = "browser")]
const LEFT: [usize; 12] = [
    64 << 20,
    16 << 20,
    4 << 20,
    2 << 20,
    1 << 20,
    1 << 20,
    1 << 19,
    1 << 19,
    1 << 18,
    1 << 18,
    1 << 17,
    1 << 16,
];

/// Bytes in use at which garbage is collected first.
#[cfg(feature = "browser")]
const GARBAGE: usize = 96 << 20;

struct Engine {
    // Before the runtime, so that it is dropped first.
    api: Persistent<Object<'static>>,
    context: Context,
    _runtime: Runtime,
}

thread_local! {
    static ENGINE: RefCell<Option<Engine>> = const { RefCell::new(None) };
}

/// Makes the engine and evaluates the prelude.
pub(crate) fn initialize() {
    let runtime = new_runtime().expect("a runtime");
    runtime.set_max_stack_size(STACK);
    runtime.set_loader(Modules, Modules);
    runtime.set_host_promise_rejection_tracker(Some(Box::new(|ctx, promise, reason, handled| {
        let tracked: Result<()> = api(&ctx).and_then(|api| {
            let track: Function<'_> = api.get("trackRejection")?;
            track.call((promise, reason, handled))
        });
        // The tracker is the prelude's own; what it throws is nobody's.
        if tracked.is_err() {
            ctx.catch();
        }
    })));
    let context = Context::full(&runtime).expect("a context");
    let api = context.with(|ctx| {
        let made: Result<_> = (|| {
            let setup = prelude(&ctx)?;
            let api: Object<'_> = setup.call((host::object(&ctx)?,))?;
            Ok(Persistent::save(&ctx, api))
        })();
        made.unwrap_or_else(|_| {
            // Seen when a build is debugged with the import `write-stderr`.
            crate::weaverse::plugin::stdio::write_stderr(describe_failure(&ctx).as_bytes());
            unreachable!("the prelude failed")
        })
    });
    runtime.run_gc();
    #[cfg(feature = "browser")]
    {
        crate::memory::empty(&LEFT);
        crate::memory::keep();
        // A collection reads the whole window, and so takes it out of the shared
        // image: only a page that makes much garbage needs one.
        runtime.set_gc_threshold(GARBAGE);
    }
    ENGINE.with(|engine| {
        *engine.borrow_mut() = Some(Engine { api, context, _runtime: runtime });
    });
}

#[cfg(not(feature = "browser"))]
fn new_runtime() -> Result<Runtime> {
    Runtime::new()
}

#[cfg(feature = "browser")]
fn new_runtime() -> Result<Runtime> {
    Runtime::new_with_alloc(rquickjs::allocator::RustAllocator)
}

/// The function that sets everything up.
#[cfg(not(feature = "browser"))]
fn prelude<'js>(ctx: &Ctx<'js>) -> Result<Function<'js>> {
    host::evaluate(ctx, "weaverse:prelude", PRELUDE)
}

/// The same without the text of its functions, which is in the snapshot several
/// times otherwise: jsdom is large.
#[cfg(feature = "browser")]
fn prelude<'js>(ctx: &Ctx<'js>) -> Result<Function<'js>> {
    // Kept free below what the compiler takes, so that what stays lies close
    // together: only a dense memory is shared between runs, and not copied.
    let room: Vec<u8> = Vec::with_capacity(ROOM);
    let bytes = {
        let runtime = new_runtime()?;
        let context = Context::full(&runtime)?;
        context.with(|ctx| {
            let source = format!("export default {PRELUDE}");
            let options = WriteOptions { strip_source: true, ..WriteOptions::default() };
            Module::declare(ctx, "weaverse:prelude", source)?.write(options)
        })?
    };
    drop(room);
    // SAFETY: the same engine has written the bytes.
    #[allow(unsafe_code)]
    let module = unsafe { Module::load(ctx.clone(), &bytes) }?;
    let (module, _) = module.eval()?;
    module.get("default")
}

fn describe_failure(ctx: &Ctx<'_>) -> String {
    let thrown = ctx.catch();
    match thrown.as_exception() {
        Some(exception) => exception.to_string(),
        None => format!("{thrown:?}"),
    }
}

fn api<'js>(ctx: &Ctx<'js>) -> Result<Object<'js>> {
    ENGINE.with(|engine| match engine.borrow().as_ref() {
        Some(engine) => engine.api.clone().restore(ctx),
        None => Err(Error::Unknown),
    })
}

/// Runs one request.
pub(crate) fn run(request: RunRequest) -> RunResult {
    let context = ENGINE.with(|engine| {
        let engine = engine.borrow();
        engine.as_ref().expect("an initialised engine").context.clone()
    });
    context.with(|ctx| {
        let result = start(&ctx, &request);
        if let Some(code) = host::exit_code() {
            return left(&request.invocation, code);
        }
        match result.and_then(|result| read(&result)) {
            Ok(result) => result,
            Err(_) => {
                let thrown = ctx.catch();
                let raised = Raised {
                    kind: "InternalError".into(),
                    message: match thrown.as_exception() {
                        Some(exception) => exception.message().unwrap_or_default(),
                        None => "the program broke its interpreter".into(),
                    },
                    traceback: String::new(),
                };
                let mut result = ended(RunEnd::RuntimeError, 1);
                result.raised = Some(raised);
                result
            }
        }
    })
}

/// The result of `process.exit`: a function that calls it returns nothing.
fn left(invocation: &Invocation, code: i32) -> RunResult {
    match invocation {
        Invocation::Program(_) => ended(RunEnd::Completed, code),
        Invocation::Call(_) => RunResult {
            raised: Some(Raised {
                kind: "Exit".into(),
                message: format!("process.exit({code})"),
                traceback: String::new(),
            }),
            ..ended(RunEnd::RuntimeError, code)
        },
    }
}

fn ended(end: RunEnd, exit_code: i32) -> RunResult {
    RunResult { end, exit_code, value: None, raised: None, extra: None }
}

fn start<'js>(ctx: &Ctx<'js>, request: &RunRequest) -> Result<Object<'js>> {
    host::begin(request);
    let api = api(ctx)?;
    match &request.invocation {
        Invocation::Program(arguments) => {
            let list = Array::new(ctx.clone())?;
            for (index, argument) in arguments.iter().enumerate() {
                list.set(index, argument.as_str())?;
            }
            let program: Function<'js> = api.get("program")?;
            program.call((request.entry.as_str(), list))
        }
        Invocation::Call(call) => {
            let function: Function<'js> = api.get("call")?;
            function.call((request.entry.as_str(), call.function.as_str(), call.arguments.as_str()))
        }
    }
}

fn read(result: &Object<'_>) -> Result<RunResult> {
    let end: String = result.get("end")?;
    let raised: Option<Object<'_>> = result.get("raised")?;
    let mut out = ended(
        match end.as_str() {
            "completed" => RunEnd::Completed,
            "compile-error" => RunEnd::CompileError,
            "refused" => RunEnd::Refused,
            _ => RunEnd::RuntimeError,
        },
        result.get("exitCode")?,
    );
    out.value = result.get("value")?;
    out.raised = raised
        .map(|raised| -> Result<Raised> {
            Ok(Raised {
                kind: host::text(&raised.get("kind")?),
                message: host::text(&raised.get("message")?),
                traceback: host::text(&raised.get("traceback")?),
            })
        })
        .transpose()?;
    Ok(out)
}

/// Resolves and loads the modules of a submission; the prelude decides.
struct Modules;

impl Resolver for Modules {
    fn resolve<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        base: &str,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> Result<String> {
        let resolve: Function<'js> = api(ctx)?.get("resolve")?;
        resolve.call((base, name))
    }
}

impl Loader for Modules {
    fn load<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> Result<Module<'js, Declared>> {
        let load: Function<'js> = api(ctx)?.get("load")?;
        let loaded: Object<'js> = load.call((name,))?;
        let source: String = loaded.get("source")?;
        let module = host::declare(ctx, name, source)?;
        let value: Value<'js> = loaded.get("value")?;
        if !value.is_undefined() {
            module.meta()?.set("value", value)?;
        }
        Ok(module)
    }
}
