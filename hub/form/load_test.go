package form

import "testing"

// The kinds that a release ships are read at every start of every command.
func BenchmarkLoadBuiltin(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		reg, err := load(builtinFiles, packedForms)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(reg.shipped)), "kinds")
	}
}
