package form

import (
	"slices"

	"yizhan/hub"
)

// fileOf is what is added to a photo's number for the field that names its file.
const fileOf = 2000

// addFiles adds to each photo a field that says in the open which file is its own. The
// photo's value is sealed, and the hubs that keep the file for others cannot read it: they
// have to know what to keep, and that it is to go when the record goes. A hash of sealed
// bytes tells them nothing else. It stands in the photo's own part: under one gate, erased
// with it. Versions that live side by side each keep their file.
func (d *Definition) addFiles() {
	for i := range d.Fields {
		if f := d.Fields[i]; f.Type == Photo {
			d.Fields = append(d.Fields, Field{
				No: fileOf + f.No, Name: fileName(f.Name), Label: f.Label, Type: List, Privacy: Internal,
				Gate: f.Gate, Merge: Union, Index: true, Aside: true,
			})
		}
	}
}

func fileName(photo string) string { return photo + ".file" }

// NamesFile says whether a field is no answer of its own, but names a photo's file.
func (d *Definition) NamesFile(f *Field) bool { return f.No > fileOf }

// Files are the fields that name bytes beside the log: indexed, in the open.
func (d *Definition) Files() []*Field {
	var out []*Field
	for i := range d.Fields {
		if f := &d.Fields[i]; f.File || f.No > fileOf {
			out = append(out, f)
		}
	}
	return out
}

// Opens says whether a record's file can be opened here: its key can be read.
func (d *Definition) Opens(rec hub.Record, file *Field) bool {
	if file.No > fileOf {
		return rec.Fields[file.No-fileOf] != nil
	}
	return !rec.Sealed
}

// FilesOf are the files that a field names.
func (f *Field) FilesOf(v any) (out []hub.Hash) {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	for _, e := range list {
		if b, ok := e.([]byte); ok && len(b) == len(hub.Hash{}) {
			out = append(out, hub.Hash(b))
		}
	}
	return out
}

// nameFiles says in the open what the photos name that are set.
func (d *Definition) nameFiles(set map[uint32]any) {
	for i := range d.Fields {
		f := &d.Fields[i]
		v, given := set[f.No]
		if f.Type != Photo || !given {
			continue
		}
		set[fileOf+f.No] = nil
		if p, ok := PictureOf(v); ok {
			set[fileOf+f.No] = []any{slices.Clone(p.Hash[:])}
		}
	}
}
