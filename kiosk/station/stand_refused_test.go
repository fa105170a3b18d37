package station

import (
	"testing"

	"yizhan/hub"
)

// A lost box that calls, a copied card, a clock that jumped: nobody is told of forged
// records because of them.
func TestOnlyForgedRecordsAreCalledSo(t *testing.T) {
	for reason, want := range map[string]int64{
		"signature": 3, "origin": 3, "lane": 3, "malformed": 3,
		"stranger": 0, "revoked": 0, "fork": 0, "lamjump": 0, "poisoned": 0, "peer": 0,
	} {
		if got := refused(hub.Status{Refused: map[string]int64{reason: 3}}); got != want {
			t.Errorf("%s: %d are called forged, want %d", reason, got, want)
		}
	}
}
