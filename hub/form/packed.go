package form

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
)

// The shipped kinds are written as YAML in the folders builtin and sheets. The program
// carries them as forms.gz, one definition a line as JSON, because reading YAML costs ten
// times as much at every start of every command.
// Whoever changes one: go test ./hub/form -run TestPacked -update.
//
//go:embed forms.gz
var packedForms []byte

// loadPacked takes in definitions that were packed. They are checked like any other.
func (r *Registry) loadPacked(packed []byte) error {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return fmt.Errorf("form: %w", err)
	}
	for dec := json.NewDecoder(z); ; {
		d := &Definition{}
		if err := dec.Decode(d); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("form: packed: %w", err)
		}
		c := checker{def: d}
		if c.definition(); len(c.faults) > 0 {
			return fmt.Errorf("form: %s: %w", d.Kind, c.faults)
		}
		if err := r.add(d); err != nil {
			return err
		}
	}
}

// add takes in a kind that nobody else has defined.
func (r *Registry) add(d *Definition) error {
	if _, taken := r.shipped[d.Kind]; taken {
		return fmt.Errorf("form: kind %s is defined twice", d.Kind)
	}
	r.shipped[d.Kind] = d
	return nil
}
