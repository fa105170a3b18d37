package form

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/goccy/go-yaml"

	"yizhan/hub"
)

//go:embed builtin/purposes.yaml builtin/retention.yaml
var builtinFiles embed.FS

// Registry is the kinds a hub knows: those that releases ship, which do not change,
// and those that the county publishes, which Learn replaces as a whole while others
// read. A Definition never changes.
type Registry struct {
	shipped   map[hub.Kind]*Definition
	known     atomic.Pointer[map[hub.Kind]*Definition]
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
	Apart    bool        `yaml:"apart"`    // on a sheet of its own, when the family wants it: nobody is asked
}

// Builtin is the registry of the kinds that every release ships.
var Builtin = sync.OnceValue(func() *Registry {
	reg, err := load(builtinFiles, packedForms)
	if err != nil {
		panic(err) // a release whose own forms do not load must not start
	}
	return reg
})

// Load reads every definition below root: one kind a file, purposes.yaml and
// retention.yaml.
func Load(root fs.FS) (*Registry, error) { return load(root, nil) }

func load(root fs.FS, packed []byte) (*Registry, error) {
	reg := &Registry{shipped: map[hub.Kind]*Definition{}}
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
	if err == nil && packed != nil {
		err = reg.loadPacked(packed)
	}
	if err != nil {
		return nil, err
	}
	reg.known.Store(&reg.shipped)
	for _, kind := range reg.Kinds() {
		if faults := reg.around(reg.shipped[kind]); len(faults) > 0 {
			return nil, fmt.Errorf("form: %s: %w", kind, faults)
		}
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
	d, err := Parse(b)
	if err != nil {
		return fmt.Errorf("form: %s: %w", name, err)
	}
	return r.add(d)
}

// Own is a registry that begins with the shipped kinds of this one and learns by
// itself: one a box.
func (r *Registry) Own() *Registry {
	own := &Registry{shipped: r.shipped, purposes: r.purposes, retention: r.retention}
	own.known.Store(&own.shipped)
	return own
}

// Snapshot is the registry as it is at this moment; it learns nothing more.
func (r *Registry) Snapshot() *Registry {
	still := &Registry{shipped: r.shipped, purposes: r.purposes, retention: r.retention}
	still.known.Store(r.known.Load())
	return still
}

// Learn replaces the county's kinds. What does not fit is left out and said, and the
// rest is learned. Definitions that others hold stay good.
func (r *Registry) Learn(defs []*Definition) (refused map[hub.Kind]error) {
	known := maps.Clone(r.shipped)
	refused = map[hub.Kind]error{}
	for _, d := range defs {
		if faults := append(ofCounty(d), r.around(d)...); len(faults) > 0 {
			refused[d.Kind] = faults
			continue
		}
		known[d.Kind] = d
	}
	r.known.Store(&known)
	return refused
}

// CheckNew says what is wrong with a county's definition among the kinds that are known:
// its name, what it refers to, and whether what is written already stays readable.
// The error is Faults; they have paths and no lines, see Locate.
func (r *Registry) CheckNew(d *Definition) error {
	faults := append(r.around(d), ofCounty(d)...)
	if old, ok := r.Get(d.Kind); ok {
		faults = append(faults, Compatible(old, d)...)
	}
	return faults.orNil()
}

// all is the kinds as they are known at this moment.
func (r *Registry) all() map[hub.Kind]*Definition { return *r.known.Load() }

// Get finds a kind's definition.
func (r *Registry) Get(kind hub.Kind) (*Definition, bool) { d, ok := r.all()[kind]; return d, ok }

// Kinds lists the known kinds, sorted.
func (r *Registry) Kinds() []hub.Kind { return slices.Sorted(maps.Keys(r.all())) }

// Shipped lists the kinds that this release ships, sorted.
func (r *Registry) Shipped() []hub.Kind { return slices.Sorted(maps.Keys(r.shipped)) }

// Sheets lists the kinds that are filled in as sheets and not retired, by group of the
// menu and title.
func (r *Registry) Sheets() []*Definition {
	var out []*Definition
	for _, kind := range r.Kinds() {
		if d, _ := r.Get(kind); d != nil && d.Sheet() && !d.Retired {
			out = append(out, d)
		}
	}
	hub.SortStable(out, func(a, b *Definition) int {
		return slices.Index(Groups, a.Group) - slices.Index(Groups, b.Group)
	})
	return out
}

// Asked are the purposes that every family is asked about, in the order of the sheet.
func (r *Registry) Asked() []Purpose {
	return slices.DeleteFunc(r.Purposes(), func(p Purpose) bool { return p.Basis != hub.BasisConsent || p.Apart })
}

// Purposes lists the uses of data in the order of the consent sheet.
func (r *Registry) Purposes() []Purpose { return slices.Clone(r.purposes) }
