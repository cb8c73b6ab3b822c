studio-lead = Manage courses and graders.
studio-courses = Courses
studio-no-courses = No courses yet
studio-no-courses-note = Import one with the command weaverse course import.
studio-topics = Topics
studio-state = State
studio-kind = Kind
studio-actions = Actions
studio-waiting = { $count ->
    [one] { $count } submission waiting
   *[other] { $count } submissions waiting
}
studio-plugins = Plugins
studio-plugins-count = { $count ->
    [one] { $count } plugin
   *[other] { $count } plugins
}
studio-plugins-lead = Upload, switch and roll back graders and runtimes while the school runs.
studio-graders = Graders
studio-runtimes = Runtimes
studio-kind-grader = Grader
studio-kind-runtime = Runtime
studio-no-graders = No graders yet
studio-no-graders-note = Upload a plugin package (.zip) and it appears here.
studio-owner-builtin = Built in
studio-upload = Upload a plugin
studio-upload-version = Upload a new version
studio-upload-go = Upload and check
studio-upload-note = A version that passes the checks is not used at once. Submissions after its activation are graded with it.
studio-drop = Drop a file here, or choose one
studio-drop-note = A .zip with plugin.toml, up to { $size }
studio-used-by = Tasks with this grader
studio-version = Version
studio-version-of = Version { $version }
studio-versions = All versions
studio-uploaded = Uploaded
studio-rejected = The checks failed
studio-staged = It passed the checks. Once active, it grades every submission from then on.
studio-activate = Activate
studio-rollback = Roll back
studio-activate-confirm = Activate version { $version }?
    Submissions from now on are graded with it. Running ones end on the old version.
studio-activated = Version { $version } is active.
studio-uploaded-notice = Version { $version } is uploaded. It can be activated once the checks are done.
studio-missions = Missions and graders
studio-missions-lead = Each task can be given another grader. The task's configuration is checked with it first.
studio-grader = Grader
studio-grader-of = Grader of { $item }
studio-switch = Switch
studio-switched = Saved with the grader { $grader }. It judges from the next submission on.


plugin-cannot-activate = This version cannot be activated now.
plugin-known = This is version { $version }, which is here already.
plugin-not-yours = { $reason } belongs to somebody else. Please use another id.
plugin-other-kind = A plugin of another kind has this id.
plugin-package-bad = The package cannot be read: { $reason }
plugin-runtime-administrators = Only administrators upload runtimes.
studio-config-not-json = The configuration is not valid JSON: { $reason }
studio-no-grader = There is no grader { $grader }, or it has no active version.
studio-grader-fault = The grader failed while it checked the configuration: { $reason }
studio-config-refused = This grader cannot grade the task's configuration: { $reason }

plugin-package-large = The package is too large. Up to { $size } can be uploaded.
plugin-package-missing = No file was chosen.
studio-config = Configuration (JSON)
studio-config-help = The grader checks the configuration before it is saved. The item's points are shared out in proportion to the grader's own.
studio-item-lead = Decide which grader judges this item, and how. It applies from the next submission on.
studio-open-item = Open as a learner
studio-save = Save
studio-owner-other = another tutor
studio-activated-at = activated { $at }
