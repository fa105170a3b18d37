package desk_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/names"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

const county = "140427"

func wholeText(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("../form/testdata/whole.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// office is a county's box with forms of its own, in a folder that can be opened again.
func office(t *testing.T, folder *store.Folder, k *townKeys, clock *handClock) (*desk.Desk, *store.Store) {
	t.Helper()
	forms := form.Builtin().Own()
	s := must[*store.Store](t)(sqlite.Open(t.Context(), folder, store.Options{Keys: k, Verifier: anybody{}, Forms: forms, Clock: clock}))
	d := desk.New(s, forms, clock, names.New())
	learn(t, d, s)
	return d, s
}

func learn(t *testing.T, d *desk.Desk, s *store.Store) {
	t.Helper()
	refused, err := d.LearnForms(t.Context())
	if err != nil || len(refused) > 0 {
		t.Fatal(err, refused)
	}
	if err := s.Reform(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestPublishForm(t *testing.T) {
	n := newTown(t)
	b := n.open("county", hub.LaneCounty)
	k := b.keys
	folder := must[*store.Folder](t)(store.OpenFolder(t.TempDir()))
	t.Cleanup(func() { folder.Close() })
	d, s := office(t, folder, k, n.clock)
	officer := hub.Actor{Role: hub.RoleCounty, Lane: hub.LaneCounty}
	text := wholeText(t)

	head := officer
	head.Role = hub.RoleHead
	if _, err := d.PublishForm(t.Context(), head, hub.NewID(), county, []byte(text)); refusal(err)[0] != "desk.may-not" {
		t.Errorf("a station publishes: %v", err)
	}
	for name, bad := range map[string]string{
		"another county's": strings.Replace(text, "x-140427", "x-140428", 1), "a shipped kind": strings.Replace(text, "kind: x-140427-whole", "kind: staff", 1),
		"with a mistake": strings.Replace(text, "type: drawing", "type: dance", 1), "kept for ever": strings.Replace(text, "retention: health", "retention: ever", 1),
	} {
		_, err := d.PublishForm(t.Context(), officer, hub.NewID(), county, []byte(bad))
		faults, ok := errors.AsType[form.Faults](err)
		if !ok || faults[0].Line == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, known := d.Forms().Get(wholeKind); known {
		t.Fatal("known before it is published")
	}
	request := hub.NewID()
	first := must[hub.Outcome](t)(d.PublishForm(t.Context(), officer, request, county, []byte(text)))
	learn(t, d, s)
	if def, ok := d.Forms().Get(wholeKind); !ok || def.Version != 2 {
		t.Fatal("published, and not known")
	}
	for _, code := range []string{"daily", "again", "ages.2", "later"} {
		if _, ok := d.DueRules().Rule(string(wholeKind) + "." + code); !ok {
			t.Errorf("its cadence %s falls due after a restart only", code)
		}
	}
	if again := must[hub.Outcome](t)(d.PublishForm(t.Context(), officer, request, county, []byte(text))); again.Commit != first.Commit {
		t.Errorf("sent again: %+v", again)
	}
	// A new version has to be compatible.
	older := strings.Replace(text, "version: 2", "version: 3", 1)
	if _, err := d.PublishForm(t.Context(), officer, hub.NewID(), county, []byte(strings.Replace(older, "scale: 10", "scale: 100", 1))); err == nil {
		t.Error("another scale was published")
	}
	must[hub.Outcome](t)(d.PublishForm(t.Context(), officer, hub.NewID(), county, []byte(older)))
	learn(t, d, s)
	all := must[map[hub.Kind]desk.Published](t)(d.Published(t.Context(), officer))
	if p := all[wholeKind]; len(all) != 1 || p.Version != 3 || p.Title != "样表" || p.Refused != nil {
		t.Errorf("published %+v", all)
	}
	// After a start it is known again.
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	d, s = office(t, folder, k, n.clock)
	defer s.Close()
	if def, ok := d.Forms().Get(wholeKind); !ok || def.Version != 3 {
		t.Error("not known after a start")
	}
}

// A form comes after records of its kind: from then on these are found by what it says,
// and after a start and a rebuild too.
func TestFormsComeAfterRecords(t *testing.T) {
	n := newTown(t)
	folder := must[*store.Folder](t)(store.OpenFolder(t.TempDir()))
	t.Cleanup(func() { folder.Close() })
	k := n.open("county", hub.LaneCounty).keys

	// Somebody else's hub has written them; here they came without their form.
	writer := form.Builtin().Own()
	def, err := form.Parse([]byte(wholeText(t)))
	if err != nil {
		t.Fatal(err)
	}
	writer.Learn([]*form.Definition{def})
	s := must[*store.Store](t)(sqlite.Open(t.Context(), folder, store.Options{Keys: k, Verifier: anybody{}, Forms: writer, Clock: n.clock}))
	edit := writer.EditOnce(wholeKind, hub.NewID(), string(monday), form.Values{"fever": true, "temp": 385, "day": monday})
	must[hub.Outcome](t)(s.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: hub.TownshipLane("140427103"), Edits: []hub.Edit{edit}}))
	writer.Learn(nil) // the form is gone: as where it has not come yet
	if err := s.Reform(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Find(t.Context(), wholeKind, "fever", true); err == nil {
		t.Fatal("found by a field of a form that nobody knows")
	}
	found := func() int {
		return len(must[[]hub.Record](t)(s.Find(t.Context(), wholeKind, "fever", true)))
	}
	writer.Learn([]*form.Definition{def})
	if found() != 0 {
		t.Fatal("the control: without Reform nothing is found")
	}
	if err := s.Reform(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := found(); n != 1 {
		t.Errorf("found %d", n)
	}
	digest := must[[]store.LaneSum](t)(s.Lanes(t.Context()))[0].Digest
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := found(); n != 1 || must[[]store.LaneSum](t)(s.Lanes(t.Context()))[0].Digest != digest {
		t.Errorf("after a rebuild found %d", n)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = must[*store.Store](t)(sqlite.Open(t.Context(), folder, store.Options{Keys: k, Verifier: anybody{}, Forms: writer.Own(), Clock: n.clock}))
	defer s.Close()
	if rec, err := s.FindPeriod(t.Context(), wholeKind, string(monday)); err != nil || len(rec) != 1 {
		t.Errorf("without its form it is there: %v, %v", rec, err)
	}
}
