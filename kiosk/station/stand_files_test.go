package station_test

import (
	"strings"
	"testing"
)

// Whoever stands at the screen sees where photos and recordings are, and what to do once
// they fill the card; before, nobody is told to do anything.
func TestWhereTheFilesAre(t *testing.T) {
	b := newBox(t)
	p := b.photos
	p.stored.Own, p.stored.OwnBytes, p.stored.Near, p.stored.NotCounty, p.stored.Room, p.stored.Silent = 12, 3<<20, 4, 2, 1<<30, 21
	if b.screen.get("/state"); !strings.Contains(b.screen.page, `href="/state/files"`) {
		t.Error("nothing leads there")
	}
	b.screen.get("/state/files").shows("12 个", "3 MB", "2 个", "21 天没动静", "没有", "1 GB")
	if text := b.screen.text(); strings.Contains(text, "快放满了") || strings.Contains(text, "还没找回来的") {
		t.Errorf("somebody is sent for nothing: %s", text)
	}
	p.stored.Room, p.stored.Missing = 1<<20, 3
	b.screen.get("/state/files").shows("快放满了", "取下用不着的录音", "看录音", "还没找回来的", "3 个")
}
