package roster

import (
	"os"
	"testing"
)

func sample(t testing.TB) []byte {
	raw, err := os.ReadFile("testdata/roster-sample.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Every row of the sample, its verdict and the reason in words.
func TestSample(t *testing.T) {
	r, _ := station()
	pv := preview(t, r, sample(t))
	golden(t, "roster-sample.golden", written(pv))
}
