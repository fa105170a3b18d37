package touch

import "fmt"

// Wedge types as a scanner does: keys that the page may hold back, no gap between them.
// A browser writes the letters of those that nobody held back, and so does this. It is called with the
// text.
const Wedge = `((text) => {
	for (const key of [...text, "Enter"]) {
		const box = document.activeElement;
		const goes = box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
		if (goes && key.length === 1 && "selectionStart" in box) { box.setRangeText(key, box.selectionStart, box.selectionEnd, "end"); box.dispatchEvent(new Event("input", { bubbles: true })); }
		if (goes && key === "Enter" && box.form) box.form.requestSubmit();
	}
})`

// Scan is a scanner that types what it reads, and then Enter, wherever the page waits.
func (s *Screen) Scan(text string) *Screen {
	s.t.Helper()
	s.mark()
	s.Run(fmt.Sprintf("%s(%s)", Wedge, quoted(text)))
	return s.follow()
}
