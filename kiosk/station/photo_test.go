package station_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/station"
)

// photos keeps pictures as they come; what begins with 坏 is none.
type photos struct {
	owner map[hub.ID]hub.ID
	came  map[hub.ID]form.Picture
	whole map[hub.Hash][]byte
	last  hub.ID
	may   func(context.Context) error

	stored station.Stored
}

func newPhotos() *photos {
	return &photos{owner: map[hub.ID]hub.ID{}, came: map[hub.ID]form.Picture{}, whole: map[hub.Hash][]byte{}}
}

func (p *photos) Ticket(staff hub.ID, may func(context.Context) error) hub.ID {
	p.may = may
	p.last = hub.NewID()
	p.owner[p.last] = staff
	return p.last
}

func (p *photos) Address(ticket hub.ID) string { return "http://192.168.8.1/s/" + ticket.String() }

func (p *photos) Sent(staff, id hub.ID) (form.Picture, bool) {
	came, ok := p.came[id]
	return came, ok && p.owner[id] == staff
}

func (p *photos) Keep(_ context.Context, file []byte) (form.Picture, error) {
	if strings.HasPrefix(string(file), "坏") {
		return form.Picture{}, hub.E(hub.CodeInvalid, "photo.torn").In("file")
	}
	out := form.Picture{Hash: hub.Hash(sha256.Sum256(file)), Thumb: append([]byte("小"), file...)}
	p.whole[out.Hash] = file
	return out, nil
}

func (p *photos) Stand(context.Context) (station.Stored, error) { return p.stored, nil }

func (p *photos) Whole(of form.Picture) ([]byte, error) {
	if body, ok := p.whole[of.Hash]; ok {
		return body, nil
	}
	return nil, hub.E(hub.CodeNotFound, "photo.away")
}

// send is a telephone that has scanned the screen.
func (p *photos) send(file string) {
	if p.may(context.Background()) != nil {
		return // it is told, and sends nothing
	}
	p.came[p.last], _ = p.Keep(context.Background(), []byte(file))
}

func (b *box) agree(child hub.ID, refused ...hub.Purpose) {
	b.t.Helper()
	_, err := b.desk.Consent(b.ctx, b.actor(), desk.ConsentSheet{Request: hub.NewID(), Child: child, Refused: refused, Way: "paper", ByName: "李秀英", Day: b.desk.Today()})
	b.must(err)
}

// A photo comes by telephone, stands on the child's page and its tile, is replaced in two
// taps, and taken back.
func TestAPhotoOfAChild(t *testing.T) {
	b := newBox(t)
	p := b.photos
	child := b.enrolled("王梓涵", hub.ID{}, hub.ID{})
	b.agree(child)
	at := "/child/" + child.String()
	tile := "/photo/" + child.String()
	s := b.screen
	if s.get(at); !strings.Contains(s.page, `href="`+at+`/photo"`) {
		t.Error("no way from the child's page to its photo")
	}
	s.get(at+"/photo").shows("给王梓涵拍一张", "手机连上站里的无线网")
	s.tap(at+"/photo", "go", "look").shows("照片还没有到")
	p.send("第一张")
	s.tap(at+"/photo", "go", "look").shows("用这张吗")
	s.tap(at+"/photo", "go", "take").shows("王梓涵")
	if !strings.Contains(s.page, tile) {
		t.Error("the child's page shows no photo")
	}
	if s.get(tile); s.page != "小第一张" {
		t.Errorf("the tile shows %q", s.page)
	}
	if wall := b.wallScreen().at("/wall/morning"); !strings.Contains(wall.page, tile) {
		t.Error("the wall shows no photo")
	}
	s.get(at + "/photo")
	if !strings.Contains(s.page, at+"/photo/whole") || !strings.Contains(s.page, at+"/photo?new=1") {
		t.Errorf("no whole photo, or no way to another: %s", s.text())
	}
	if s.get(at + "/photo/whole"); s.page != "第一张" {
		t.Errorf("the whole photo is %q", s.page)
	}
	s.get(at + "/photo?new=1") // tap one
	p.send("第二张")
	s.tap(at+"/photo", "go", "look") // the live page shows it by itself
	s.tap(at+"/photo", "go", "take") // tap two
	if s.get(tile); s.page != "小第二张" {
		t.Errorf("replaced by %q", s.page)
	}
	s.get(at + "/photo")
	s.tap(at+"/photo", "go", "drop").shows("记好了")
	if s.get(tile); s.code != 404 {
		t.Errorf("taken back, and answers %d", s.code)
	}
}

// Without the family's yes nobody is photographed, and what there was is not shown any
// more once it says no.
func TestNoPhotoWithoutAYes(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王梓涵", hub.ID{}, hub.ID{})
	at, tile := "/child/"+child.String()+"/photo", "/photo/"+child.String()
	b.agree(child, "photo")
	if b.screen.get(at).shows("还没有同意"); b.screen.code != 403 {
		t.Errorf("asked for a photo all the same: %d", b.screen.code)
	}
	b.agree(child)
	b.screen.get(at)
	b.photos.send("一张")
	b.screen.tap(at, "go", "look")
	b.screen.tap(at, "go", "take")
	if b.screen.get(tile); b.screen.code != 200 {
		t.Fatalf("the control: %d", b.screen.code)
	}
	b.screen.get(at + "?new=1")
	b.photos.send("二张")
	b.screen.tap(at, "go", "look")
	b.agree(child, "photo")
	if b.screen.tap(at, "go", "take"); b.screen.code != 403 {
		t.Errorf("taken after the family had said no: %d", b.screen.code)
	}
	if b.screen.get(tile); b.screen.code != 404 {
		t.Errorf("shown after the family had said no: %d", b.screen.code)
	}
	_, err := b.desk.Photograph(b.ctx, b.actor(), hub.NewID(), child, form.Picture{})
	if hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("the desk takes it: %v", err)
	}
}

// A telephone's picture is for the worker whose screen it scanned.
func TestAPhotoOfAnotherScreen(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王梓涵", hub.ID{}, hub.ID{})
	b.agree(child)
	at := "/child/" + child.String() + "/photo"
	b.screen.get(at)
	b.photos.send("一张")
	b.photos.owner[b.photos.last] = hub.NewID()
	b.screen.tap(at, "go", "look").shows("照片还没有到")
}

// A photo of a form that waits for the family's yes is not taken first and asked about
// afterwards: no telephone is let in, nothing is read from a stick, and the way to the
// family stands there; the rest of the sheet goes on.
func TestNoPhotoOnASheetWithoutAYes(t *testing.T) {
	b := newBox(t)
	b.learns([]byte(`kind: x-140427-first
version: 1
title: 第一次来
group: 照护
subject: child
retention: care
write: [head]
fields:
  - {no: 1, name: look, label: 第一天的样子, type: photo, gate: photo}
  - {no: 2, name: cried, label: 哭了吗, type: bool, required: true}
`))
	child := b.enrolled("王梓涵", hub.ID{}, hub.ID{})
	at := "/forms/x-140427-first/new?for=" + child.String()
	at = b.screen.get(at).path
	for range 2 { // not asked yet; then refused
		s := b.screen.get(at).shows("问过家里，同意了再来拍", "去问家里")
		if !b.photos.last.IsZero() || s.has("手机连上") || !strings.Contains(s.page, "/consents/"+child.String()) {
			t.Fatalf("a telephone is let in, or nobody leads to the family: %s", s.text())
		}
		s.tap(at, "go", "skip").shows("哭了吗")
		b.agree(child, "photo")
	}
	b.agree(child)
	s := b.screen.get(at).shows("手机连上站里的无线网")
	b.agree(child, "photo") // while the telephone is being looked for
	b.photos.send("一张")
	s.tap(at, "go", "look").shows("问过家里")
	if len(b.photos.came) != 0 {
		t.Error("it was sent all the same")
	}
}

// A photo answers a question of a form: it comes by telephone, stands small on the sheet,
// is replaced before the sheet is noted, and its file is named in the open.
func TestAPhotoOnASheet(t *testing.T) {
	b := newBox(t)
	def := b.learns([]byte(`kind: x-140427-fence
version: 1
title: 围墙检查
group: 安全
subject: site
retention: work
write: [head]
fields:
  - {no: 1, name: look, label: 围墙的样子, type: photo}
  - {no: 2, name: sound, label: 结实吗, type: bool, required: true}
steps:
  - {title: 样子, fields: [look]}
  - {title: 结实, fields: [sound]}
`))
	s := b.screen.get("/forms/x-140427-fence/new").shows("围墙的样子", "手机连上站里的无线网")
	step := s.path
	s.tap(step, "go", "look").shows("照片还没有到")
	b.photos.send("第一张")
	s.tap(step, "go", "look").shows("用这张吗")
	s.tap(step, "go", "again").shows("手机连上站里的无线网")
	b.photos.send("第二张")
	s.tap(step, "go", "look").shows("用这张吗").tap(step, "go", "take").shows("结实吗")
	s.tap(s.path, "pick", "true")
	if s.shows("看一遍"); !strings.Contains(s.page, "data:image/jpeg;base64,"+base64.StdEncoding.EncodeToString([]byte("小第二张"))) {
		t.Errorf("the sheet shows no photo: %s", s.text())
	}
	s.get(step) // it is there already
	s.tap(step, "go", "take")
	s.get(strings.TrimSuffix(step, "/1"))
	s.tap(s.path, "go", "next")
	rows := b.sheets(def.Kind)
	if len(rows) != 1 {
		t.Fatalf("%d sheets are noted: %s", len(rows), s.text())
	}
	photo, _ := def.Field("look")
	file, _ := def.Field("look.file")
	rec, err := b.store.Record(b.ctx, def.Kind, rows[0].Record.ID)
	b.must(err)
	p, ok := form.PictureOf(rec.Fields[photo.No])
	if named := file.FilesOf(rec.Fields[file.No]); !ok || len(named) != 1 || named[0] != p.Hash || string(b.photos.whole[p.Hash]) != "第二张" {
		t.Errorf("noted %v with %d files", ok, len(named))
	}
}
