package station

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzLocalPath reads what comes out as a browser does: backslashes are slashes,
// tabs and line ends are left out, spaces at the ends fall off.
func FuzzLocalPath(f *testing.F) {
	for _, seed := range []string{"/settings", "//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example", "/a//b", "/%2f%2fevil.example", "/?next=//evil.example", "/./\\/evil.example"} {
		f.Add(seed)
	}
	here, err := url.Parse("http://127.0.0.1:8080/pin")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, next string) {
		got := localPath(next)
		read := strings.NewReplacer("\\", "/", "\t", "", "\n", "", "\r", "").Replace(strings.TrimSpace(got))
		u, err := url.Parse(read)
		if err != nil {
			t.Fatalf("%q leads to %q, which is no address: %v", next, got, err)
		}
		if to := here.ResolveReference(u); to.Host != here.Host || to.Scheme != here.Scheme {
			t.Fatalf("%q leads to %s", next, to)
		}
		if got != "/" && got != next {
			t.Fatalf("%q became %q", next, got)
		}
	})
}
