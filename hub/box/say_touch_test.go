package box_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"yizhan/hub"
	"yizhan/hub/lesson"
	"yizhan/kiosk/touch"
)

// A worker's voice comes from a stick with one tap, lies sealed beside the log, and a
// real browser speaks it, whatever recorded it, and goes on by itself to the next
// sentence, up to one that nobody has recorded: that one is read out.
func TestSpokenByTouch(t *testing.T) {
	chromium := touch.Chromium(t)
	w := newTownship(t)
	w.a.start().clerk().setUp("张桂兰", "7294")
	folder := filepath.Join(w.a.dir, "inbox", "念一遍") // read like a stick that is plugged in
	record := func(name string, sound []byte) {
		t.Helper()
		if err := errors.Join(os.RemoveAll(folder), os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, name), sound, 0o600)); err != nil {
			t.Fatal(err)
		}
	}

	record("先说一声.wav", silence(8000))
	s := chromium.Screen(t, "http://"+w.a.listen, 1024, 600)
	s.Open("/pin?next=/say/clip/consent-start").Touch(`button[name="who"]`).Press("7294").At("/say/clip/consent-start")
	s.See("还没有人录这一句").Shot("nobody").Touch(`button[name="file"]`).See("1 秒 · 本地话", "家里听的", "收好了").Shot("recorded")
	if sealed, err := os.ReadDir(filepath.Join(w.a.dir, "blob")); err != nil || len(sealed) != 1 {
		t.Fatalf("%d files lie beside the log (%v), want 1", len(sealed), err)
	}
	record("打电话提醒.mp3", silentMP3())
	s.Open("/say/clip/consent-remind").Touch(`button[name="file"]`).See("1 秒 · 本地话", "收好了")
	record("拍照片.m4a", silentM4A())
	s.Open("/say/clip/consent-photo").Touch(`button[name="file"]`).See("1 秒 · 本地话", "收好了")

	s.Open("/say/page/consent?from=/settings&of=" + hub.NewID().String())
	if s.Is(`!document.querySelector("[data-say]:not([hidden]) audio")`) {
		t.Fatal("the first sentence has no sound")
	}
	s.Run(`window.ended = 0, document.addEventListener("ended", () => window.ended++, true)`)
	s.Until(`[...document.querySelectorAll("audio")].some((a) => !a.paused) || window.ended > 0 || !document.querySelector("[data-say-go]").hidden`)
	if s.Is(`!document.querySelector("[data-say-go]").hidden && !window.ended`) {
		s.TouchOnly("[data-say-go]") // a browser that wants a tap before it speaks
	}
	s.Until(`window.ended === 3`).See("第 4 句，共 6 句", "请照着念给家里人听").Shot("read out")
	if !s.Is(`document.querySelector("[name=played]").value.startsWith("consent-start ")`) {
		t.Error("the page does not say what was heard")
	}
	for range 3 {
		s.TouchOnly("[data-say-step='1']")
	}
	s.See("听明白了吗").Shot("understood").TouchOnly(button("face", "again")).See("第 1 句").TouchOnly("[data-say-stop], [data-say-step='1']")
	for !s.Is(`!!document.querySelector("[data-say]:not([hidden]) .faces")`) {
		s.TouchOnly("[data-say-step='1']")
	}
	s.Touch(button("face", "yes")).At("/settings")

	l, _ := lesson.Shipped().Get("feed-6")
	question := l.Said()[len(l.Pages)]
	record(question.Name+".wav", silence(8000))
	s.Open("/say/clip/"+question.Key).Touch(`button[name="file"]`).See("1 秒 · 本地话", "收好了")
	s.Open("/lesson/feed-6/ask").Touch(`a[href^="/say/page/lesson-feed-6"]`)
	if s.Is(`!document.querySelector("[data-say]:not([hidden]) audio")`) {
		t.Fatal("the question has no sound")
	}
	s.Until(`[...document.querySelectorAll("[data-say]")].findIndex((s) => !s.hidden) === 1 || !document.querySelector("[data-say-go]").hidden`)
	if s.Is(`!document.querySelector("[data-say-go]").hidden`) {
		s.TouchOnly("[data-say-go]")
	}
	s.See("第 2 句，共 2 句", "笑脸是行").Touch("[data-say-done]").See("第 1 题，共 3 题")
}
