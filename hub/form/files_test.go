package form

import (
	"reflect"
	"testing"

	"yizhan/hub"
)

// A photo's value is sealed; which file is its own stands beside it in the open, in the
// same part: under the same gate, found by the index, and gone when the photo is.
func TestPhotosNameTheirFile(t *testing.T) {
	reg := Builtin()
	def, _ := reg.Get("child")
	photo, _ := def.Field("photo")
	file, ok := def.Field("photo.file")
	if !ok || file.Sealed() || !photo.Sealed() || file.Gate != photo.Gate || !file.Index || file.Asked() {
		t.Fatalf("%+v of %+v", file, photo)
	}
	p := Picture{Hash: hub.Hash{1}, Key: [32]byte{2}, Thumb: []byte{3}}
	set := reg.Edit("child", hub.ID{1}, hub.ID{1}, Values{"photo": p}).Set
	if got := file.FilesOf(set[file.No]); len(got) != 1 || got[0] != p.Hash {
		t.Errorf("the file is %v", got)
	}
	if back, ok := PictureOf(set[photo.No]); !ok || !reflect.DeepEqual(back, p) {
		t.Errorf("%+v came back", back)
	}
	set = reg.Edit("child", hub.ID{1}, hub.ID{1}, Values{"photo": nil}).Set
	if v, given := set[file.No]; !given || v != nil {
		t.Errorf("taken back, and still named: %v, %v", v, given)
	}
	set = reg.Edit("child", hub.ID{1}, hub.ID{1}, Values{"note": "x"}).Set
	if _, given := set[file.No]; given {
		t.Error("a photo that nobody touched")
	}
	// Two that were taken at two places stand side by side: both files stay.
	rec := reg.Read(hub.Record{Kind: "child"}, hub.State{file.No: {Live: []hub.Version{
		{Commit: hub.ID{1}, Opened: true, Value: []any{p.Hash[:]}},
		{Commit: hub.ID{2}, Opened: true, Value: []any{make([]byte, 32)}},
	}}})
	if got := file.FilesOf(rec.Fields[file.No]); len(got) != 2 {
		t.Errorf("%d of two files are named", len(got))
	}
	clip, _ := reg.Get("clip")
	if got := clip.Files(); len(got) != 1 || len(got[0].FilesOf(make([]byte, 32))) != 1 || len(got[0].FilesOf([]byte("short"))) != 0 {
		t.Errorf("a sentence that was spoken names %d fields of files", len(got))
	}
}
