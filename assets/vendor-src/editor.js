// The code editor that assets/js/editor.js loads: CodeMirror 6 behind a small
// interface. Colours come from the custom properties of app.css (`--cm-*`),
// so the editor follows the light and the dark theme without being rebuilt.
//
// CSP: CodeMirror puts its rules into a <style> element. `nonce` must be the
// response's style nonce (base.html gives it in <meta name="csp-nonce">).

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore, temporarilySetTabFocusMode } from "@codemirror/commands";
import { css } from "@codemirror/lang-css";
import { html } from "@codemirror/lang-html";
import { javascript } from "@codemirror/lang-javascript";
import { python } from "@codemirror/lang-python";
import { sql, SQLite } from "@codemirror/lang-sql";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  crosshairCursor, drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter,
  highlightSpecialChars, keymap, lineNumbers, rectangularSelection,
} from "@codemirror/view";
import { tags as t } from "@lezer/highlight";

const languages = {
  python: () => python(),
  javascript: () => javascript(),
  html: () => html(),
  css: () => css(),
  sql: () => sql({ dialect: SQLite }),
};

const indents = { python: "    " };

const theme = EditorView.theme({
  "&": { color: "var(--cm-text)", backgroundColor: "var(--cm-ground)", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-mono)", fontSize: "var(--cm-size)", lineHeight: "1.65",
    fontVariantLigatures: "none", fontFeatureSettings: "'calt' 0",
  },
  ".cm-content": { caretColor: "var(--cm-caret)", padding: "12px 0" },
  ".cm-line": { padding: "0 16px 0 8px" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--cm-caret)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection":
    { backgroundColor: "var(--cm-selection)" },
  ".cm-gutters": { backgroundColor: "var(--cm-ground)", color: "var(--cm-gutter)", border: "none", paddingLeft: "8px" },
  ".cm-activeLine": { backgroundColor: "var(--cm-active)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--cm-text)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--cm-bracket)", outline: "1px solid var(--cm-bracket-line)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--cm-invalid)" },
  ".cm-selectionMatch": { backgroundColor: "var(--cm-bracket)" },
  ".cm-searchMatch": { backgroundColor: "var(--cm-bracket)", outline: "1px solid var(--cm-bracket-line)" },
  ".cm-panels": { backgroundColor: "var(--cm-panel)", color: "var(--cm-text)", fontFamily: "var(--font-sans)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--cm-line)" },
  ".cm-panel.cm-search": { padding: "8px 32px 8px 12px" },
  ".cm-textfield": { backgroundColor: "var(--cm-ground)", border: "1px solid var(--cm-line)", borderRadius: "6px", padding: "4px 8px", color: "inherit" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--cm-ground)", border: "1px solid var(--cm-line)", borderRadius: "6px", padding: "4px 10px", color: "inherit" },
  ".cm-tooltip": { backgroundColor: "var(--cm-panel)", color: "var(--cm-text)", border: "1px solid var(--cm-line)", borderRadius: "8px", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-mono)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--cm-selection)", color: "var(--cm-text)" },
  ".cm-specialChar": { color: "var(--cm-invalid)" },
});

const highlighting = HighlightStyle.define([
  { tag: [t.keyword, t.moduleKeyword, t.controlKeyword, t.operatorKeyword, t.definitionKeyword, t.modifier], color: "var(--cm-keyword)", fontWeight: "600" },
  { tag: [t.string, t.special(t.string), t.regexp, t.attributeValue], color: "var(--cm-string)" },
  { tag: [t.number, t.bool, t.null, t.atom, t.unit, t.color], color: "var(--cm-number)" },
  { tag: [t.comment, t.docComment], color: "var(--cm-comment)", fontStyle: "italic" },
  { tag: [t.function(t.variableName), t.function(t.propertyName), t.labelName], color: "var(--cm-function)" },
  { tag: [t.definition(t.variableName), t.variableName, t.propertyName], color: "var(--cm-text)" },
  { tag: [t.typeName, t.className, t.namespace, t.tagName], color: "var(--cm-type)" },
  { tag: [t.attributeName, t.meta, t.annotation, t.self], color: "var(--cm-attribute)" },
  { tag: [t.operator, t.punctuation, t.bracket, t.derefOperator, t.separator], color: "var(--cm-punctuation)" },
  { tag: [t.escape, t.special(t.brace)], color: "var(--cm-escape)" },
  { tag: t.invalid, color: "var(--cm-invalid)" },
]);

/** Tab indents; Escape, then Tab within two seconds, leaves the editor. */
const tabKeys = [
  { key: "Tab", run: insertIndent, shift: indentLess },
  { key: "Escape", run: temporarilySetTabFocusMode },
];

function insertIndent(view) {
  const { state } = view;
  if (state.selection.ranges.some((range) => !range.empty)) return indentMore(view);
  const unit = state.facet(indentUnit);
  view.dispatch(state.update(state.changeByRange((range) => {
    const column = range.from - state.doc.lineAt(range.from).from;
    const insert = unit === "\t" ? unit : " ".repeat(unit.length - (column % unit.length));
    return { changes: { from: range.from, insert }, range: range.map(state.changes({ from: range.from, insert })) };
  }), { scrollIntoView: true, userEvent: "input" }));
  return true;
}

/**
 * Typing over several lines, done by the editor: where the browser joins lines
 * itself it writes style attributes, which the content policy refuses.
 */
function replaceLines(event, view) {
  const { state } = view;
  const { from, to } = state.selection.main;
  const deletes = event.inputType.startsWith("deleteContent");
  const text = deletes ? "" : event.inputType === "insertText" ? event.data : null;
  const within = state.selection.ranges.length > 1 || state.doc.lineAt(from).to >= to;
  if (text === null || within || view.composing || state.readOnly) return false;
  event.preventDefault();
  const userEvent = deletes ? "delete" : "input.type";
  const change = () => state.update({
    changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent, scrollIntoView: true,
  });
  const handled = !deletes && state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, text, change));
  if (!handled) view.dispatch(change());
  return true;
}

/**
 * Makes an editor.
 * @param {object} options
 * @param {Element} options.parent       where the editor goes
 * @param {string} options.text          what it begins with
 * @param {string} [options.language]    python, javascript, html, css, sql; anything else: plain text
 * @param {string} [options.nonce]       the style nonce of the response
 * @param {string} [options.label]       accessible name
 * @param {string} [options.describedBy] id of the element that explains the way out of the editor
 * @param {boolean} [options.readOnly]
 * @param {Record<string, string>} [options.phrases] translations of CodeMirror's own texts
 * @param {(text: string) => void} [options.onChange]
 * @param {() => boolean} [options.onRun] Ctrl-Enter (Cmd-Enter)
 * @returns {{ text(): string, replace(text: string): void, focus(): void, destroy(): void }}
 */
export function createEditor(options) {
  const attributes = { spellcheck: "false", autocorrect: "off", autocapitalize: "off", translate: "no" };
  if (options.label) attributes["aria-label"] = options.label;
  if (options.describedBy) attributes["aria-describedby"] = options.describedBy;
  const extensions = [
    keymap.of([{ key: "Mod-Enter", run: () => (options.onRun ? options.onRun() : false) }]),
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(4),
    indentUnit.of(indents[options.language] || "  "),
    indentOnInput(),
    syntaxHighlighting(highlighting),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ activateOnTyping: false }),
    rectangularSelection(),
    crosshairCursor(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...tabKeys, ...defaultKeymap]),
    EditorView.contentAttributes.of(attributes),
    EditorView.domEventHandlers({ beforeinput: replaceLines }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && options.onChange) options.onChange(update.state.doc.toString());
    }),
    theme,
  ];
  if (options.nonce) extensions.push(EditorView.cspNonce.of(options.nonce));
  if (options.phrases) extensions.push(EditorState.phrases.of(options.phrases));
  if (options.readOnly) extensions.push(EditorState.readOnly.of(true));
  if (languages[options.language]) extensions.push(languages[options.language]());

  const view = new EditorView({ parent: options.parent, state: EditorState.create({ doc: options.text, extensions }) });
  return {
    text: () => view.state.doc.toString(),
    replace: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
