package station

import "testing"

func TestNumbersAreReadInGroups(t *testing.T) {
	for no, want := range map[string]string{
		"13803550421": "138 0355 0421", "140404202604120016": "140404 20260412 0016",
		"03556001218": "0355 600 1218", "02368001234": "023 6800 1234", "01068001234": "010 6800 1234", "075582001234": "0755 8200 1234",
		"0355-6001218": "0355-6001218", "6001218": "6001218", "0355600": "0355600", "": "", "120": "120", "没有": "没有",
	} {
		if got := spaced(no); got != want {
			t.Errorf("%q is read as %q, want %q", no, got, want)
		}
	}
}
