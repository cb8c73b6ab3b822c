// Code editors: every <textarea data-editor> becomes CodeMirror, and stays the
// form's field. Several in one [data-editor-group] become tabs.
//
//   <div class="editor-card" data-editor-group data-draft-key="USER/MISSION/ITEM">
//     <p class="editor-file"><label for="f0">main.py</label></p>
//     <textarea class="code" id="f0" name="file:main.py" data-editor data-file="main.py" data-language="python">…</textarea>
//     <template data-starter="main.py">…</template>
//   </div>
//
// What is typed is kept in localStorage until the server has taken it, and is
// offered again when the page is opened; "restore starter" goes back.
import { createEditor } from "../vendor/codemirror/codemirror.js";
import { icon, make, text } from "./ui.js";

const nonce = document.querySelector('meta[name="csp-nonce"]')?.content;
const korean = {
  "Find": "찾기", "Replace": "바꾸기", "next": "다음", "previous": "이전", "all": "모두", "match case": "대소문자 구분",
  "by word": "단어 단위", "regexp": "정규식", "replace": "바꾸기", "replace all": "모두 바꾸기", "close": "닫기",
  "current match": "현재 일치", "replaced match on line $": "$줄의 일치를 바꾸었습니다", "replaced $ matches": "$곳을 바꾸었습니다",
  "on line": "줄", "Go to line": "줄로 이동", "go": "이동", "Control character": "제어 문자", "Completions": "자동 완성",
};
const phrases = document.documentElement.lang === "ko" ? korean : undefined;
const normal = (value) => value.replace(/\r\n?/g, "\n");

for (const group of document.querySelectorAll("[data-editor-group]")) start(group);

function start(group) {
  const areas = [...group.querySelectorAll("textarea[data-editor]")];
  if (areas.length === 0) return;
  const form = areas[0].form;
  const draftKey = group.dataset.draftKey ? `weaverse:draft:${group.dataset.draftKey}` : null;
  const files = areas.map((area, index) => ({
    area, index, name: area.dataset.file || area.name, server: normal(area.value), editor: null, tab: null, pane: null,
    starter: normal(group.querySelector(`template[data-starter="${CSS.escape(area.dataset.file || area.name)}"]`)?.content.textContent ?? area.defaultValue),
  }));

  // -- Frame: tabs, panes, foot --
  const hintId = `editor-hint-${Math.random().toString(36).slice(2, 8)}`;
  const state = make("span", { class: "state", role: "status" });
  const tabs = make("div", { class: "editor-tabs", role: "tablist", "aria-label": text("editorFiles") });
  const reset = make("button", { class: "tool", type: "button", title: text("editorRestore"), "aria-label": text("editorRestore") }, icon("undo-2"));
  const head = make("div", { class: "editor-head" }, tabs, reset);
  const foot = make("div", { class: "editor-foot" }, make("span", { id: hintId }, text("editorKeys")), state);

  let drafts = {};
  if (draftKey) {
    try { drafts = JSON.parse(localStorage.getItem(draftKey) || "{}"); } catch { drafts = {}; }
  }
  let restored = false;
  for (const file of files) {
    const draft = drafts[file.name];
    if (typeof draft === "string" && draft !== file.server) {
      file.area.value = draft;
      restored = true;
    }
  }

  for (const file of files) {
    const [tabId, paneId] = [`${hintId}-tab-${file.index}`, `${hintId}-pane-${file.index}`];
    file.tab = make("button", { class: "editor-tab", type: "button", role: "tab", id: tabId, "aria-controls": paneId }, icon("file-code"), file.name);
    file.tab.addEventListener("click", () => select(file, true));
    tabs.append(file.tab);
    file.pane = make("div", { class: "editor-pane", role: "tabpanel", id: paneId, "aria-labelledby": tabId });
    file.area.hidden = true;
    const label = group.querySelector(`label[for="${CSS.escape(file.area.id)}"]`);
    if (label) (label.closest(".editor-file") ?? label).hidden = true;
    file.area.after(file.pane);
    file.editor = createEditor({
      parent: file.pane,
      text: normal(file.area.value),
      language: file.area.dataset.language,
      nonce, phrases,
      label: text("editorLabel", { file: file.name }),
      describedBy: hintId,
      readOnly: file.area.readOnly,
      onChange: (value) => {
        file.area.value = value;
        keep();
      },
      onRun: () => {
        const button = form?.querySelector("[data-run-samples]");
        if (!button) return false;
        button.click();
        return true;
      },
    });
  }
  group.prepend(head);
  group.append(foot);
  select(files[0], false);
  if (restored) state.textContent = text("editorDraftLoaded");

  function select(file, focus) {
    for (const other of files) {
      const on = other === file;
      other.tab.setAttribute("aria-selected", String(on));
      other.tab.tabIndex = on ? 0 : -1;
      other.pane.hidden = !on;
    }
    if (focus) file.editor.focus();
  }
  tabs.addEventListener("keydown", (event) => {
    const now = files.findIndex((file) => file.tab === document.activeElement);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: files.length - 1 }[event.key];
    if (now < 0 || to === undefined) return;
    event.preventDefault();
    const file = files[(to + files.length) % files.length];
    select(file, false);
    file.tab.focus();
  });

  // -- Drafts --
  let timer = 0;
  function keep() {
    clearTimeout(timer);
    timer = setTimeout(write, 400);
  }
  function write() {
    clearTimeout(timer);
    if (!draftKey) return;
    const values = {};
    for (const file of files) if (file.editor.text() !== file.server) values[file.name] = file.editor.text();
    try {
      if (Object.keys(values).length === 0) localStorage.removeItem(draftKey);
      else localStorage.setItem(draftKey, JSON.stringify(values));
      state.textContent = text("editorDraftKept");
    } catch {
      state.textContent = text("editorDraftFull");
    }
  }
  addEventListener("pagehide", write);

  reset.addEventListener("click", () => {
    const before = files.map((file) => file.editor.text());
    if (files.every((file, index) => before[index] === file.starter)) return;
    for (const file of files) file.editor.replace(file.starter);
    const undo = make("button", { class: "btn btn-sm btn-quiet", type: "button" }, text("undo"));
    undo.addEventListener("click", () => {
      files.forEach((file, index) => file.editor.replace(before[index]));
      undo.remove();
      state.textContent = "";
    });
    state.replaceChildren(`${text("editorRestored")} `, undo);
    clearTimeout(timer);
  });

  // Once the server has taken a submission, the draft is done.
  form?.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.detail.requestConfig?.elt?.matches?.("[data-submit], form")) {
      for (const file of files) file.server = file.editor.text();
      write();
      state.textContent = "";
    }
  });
}
