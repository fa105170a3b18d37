package form

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"yizhan/hub"
)

//go:embed builtin/*.yaml
var builtinFiles embed.FS

// Registry is the kinds a hub knows. It does not change once it is in use.
type Registry struct {
	kinds     map[hub.Kind]*Definition
	purposes  []Purpose
	retention retention
}

// Purpose is a use of data, with its basis, as the consent sheet shows it.
type Purpose struct {
	Code     hub.Purpose `yaml:"code"`
	Title    string      `yaml:"title"`
	Basis    hub.Basis   `yaml:"basis"`
	What     string      `yaml:"what"`     // which data, in plain words
	Keep     string      `yaml:"keep"`     // how long
	Refusing string      `yaml:"refusing"` // what happens if she says no
}

// Builtin is the registry of the kinds that every release ships.
var Builtin = sync.OnceValue(func() *Registry {
	reg, err := Load(builtinFiles)
	if err != nil {
		panic(err) // a release whose own forms do not load must not start
	}
	return reg
})

// Load reads every definition below root: one kind a file, purposes.yaml and
// retention.yaml.
func Load(root fs.FS) (*Registry, error) {
	reg := &Registry{kinds: map[hub.Kind]*Definition{}}
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		return reg.load(d.Name(), b)
	})
	if err != nil {
		return nil, err
	}
	return reg, nil
}

func (r *Registry) load(name string, b []byte) error {
	if name == "purposes.yaml" {
		if err := yaml.UnmarshalWithOptions(b, &r.purposes, yaml.Strict()); err != nil {
			return fmt.Errorf("form: %s: %w", name, err)
		}
		return nil
	}
	if name == "retention.yaml" {
		return r.loadRetention(b)
	}
	var d Definition
	if err := yaml.UnmarshalWithOptions(b, &d, yaml.Strict()); err != nil {
		return fmt.Errorf("form: %s: %w", name, err)
	}
	for i := range d.Fields {
		d.Fields[i].normalize()
	}
	if err := d.index(); err != nil {
		return err
	}
	if _, taken := r.kinds[d.Kind]; taken {
		return fmt.Errorf("form: %s: kind %s is defined twice", name, d.Kind)
	}
	r.kinds[d.Kind] = &d
	return nil
}

// normalize brings YAML's number types to the values that records hold.
func (f *Field) normalize() {
	for i, v := range f.Order {
		if n, ok := v.(uint64); ok {
			f.Order[i] = int64(n)
		}
	}
}

// Get finds a kind's definition.
func (r *Registry) Get(kind hub.Kind) (*Definition, bool) { d, ok := r.kinds[kind]; return d, ok }

// Kinds lists the known kinds, sorted.
func (r *Registry) Kinds() []hub.Kind {
	out := make([]hub.Kind, 0, len(r.kinds))
	for k := range r.kinds {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Purposes lists the uses of data in the order of the consent sheet.
func (r *Registry) Purposes() []Purpose { return slices.Clone(r.purposes) }
