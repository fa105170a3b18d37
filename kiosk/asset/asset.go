// Package asset holds what the browser loads beside a page: one stylesheet,
// one script, and the drawings that pages insert. All of it is our own; there
// are no fonts and no images.
package asset

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// file is one served asset. Its address holds its hash, so that a browser may
// keep it for good and a new version is asked for under a new name.
type file struct {
	path, kind  string
	plain, gzip []byte
}

var (
	style  = served("yizhan", "css", "text/css; charset=utf-8", styles(func(name string) bool { return !forDesk(name) && !forPortal(name) }))
	desk   = served("county", "css", "text/css; charset=utf-8", styles(forDesk))
	portal = served("portal", "css", "text/css; charset=utf-8", styles(func(name string) bool { return base(name) || forPortal(name) }))
	script = served("yizhan", "js", "text/javascript; charset=utf-8", oneScript())
	lean   = served("lean", "js", "text/javascript; charset=utf-8", oneScript("5-copy.js", "5-look.js", "6-keyboard.js", "6-scan.js", "8-alarm.js"))
	card   = served("card", "js", "text/javascript; charset=utf-8", read("phone/card.js"))
	class  = served("class", "js", "text/javascript; charset=utf-8", read("phone/class.js"))
)

// remarks of a stylesheet are for those who read it: a telephone on a slow line does without.
var remarks = regexp.MustCompile(`(?s)/\*.*?\*/\s*`)

// forDesk says whether styles are the county's desk's alone: telephones do without.
func forDesk(name string) bool { return strings.HasPrefix(name, "county-") }

// forPortal are the styles of the county's public pages alone, and base what these take of
// all others: tokens and parts.
func forPortal(name string) bool { return strings.HasPrefix(name, "portal-") }
func base(name string) bool      { return name == "1-base.css" || name == "2-parts.css" }

func styles(those func(name string) bool) []byte {
	return remarks.ReplaceAll(joined("css", those), nil)
}

// DeskStylePath is what the county's desk loads besides.
func DeskStylePath() string { return desk.path }

// PortalStylePath is what the county's public pages load, and all of it.
func PortalStylePath() string { return portal.path }

// StylePath and ScriptPath are the addresses to write into a page; a family's page on its
// phone has a script of its own, and needs no other.
func StylePath() string       { return style.path }
func ScriptPath() string      { return script.path }
func LeanScriptPath() string  { return lean.path } // on a worker's own telephone: nobody is rung from there
func PhoneScriptPath() string { return card.path }
func ClassScriptPath() string { return class.path } // on the phone of somebody who follows a class

// GzippedSize is what a first visit transfers beside the page itself, in bytes;
// PhoneGzippedSize that of a family's phone.
func GzippedSize() int       { return len(style.gzip) + len(script.gzip) }
func LeanGzippedSize() int   { return len(style.gzip) + len(lean.gzip) }
func PhoneGzippedSize() int  { return len(style.gzip) + len(card.gzip) }
func PortalGzippedSize() int { return len(portal.gzip) }
func ClassGzippedSize() int  { return len(style.gzip) + len(class.gzip) }

// Handler serves /asset/… and 404 for the rest.
func Handler() http.Handler { return these(style, desk, portal, script, lean, card, class) }

// Phone serves what a family's pages need, and nothing of the kiosk's.
func Phone() http.Handler { return these(style, card, class) }

// Portal serves what the county's public pages need.
func Portal() http.Handler { return these(portal) }

func these(all ...file) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, f := range all {
			if r.URL.Path == f.path {
				f.serve(w, r)
				return
			}
		}
		http.NotFound(w, r)
	})
}

func (f file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	body := f.plain
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = f.gzip
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // a browser that went away has nothing to be told
	}
}

func served(name, ext, kind string, plain []byte) file {
	sum := sha256.Sum256(plain)
	var packed bytes.Buffer
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // the level is valid
	_, _ = z.Write(plain)                                      // a buffer takes everything
	_ = z.Close()
	return file{
		path:  "/asset/" + name + "." + hex.EncodeToString(sum[:6]) + "." + ext,
		kind:  kind,
		plain: plain,
		gzip:  packed.Bytes(),
	}
}

// oneScript is the files of js inside one function: they share names with each other and
// with nothing else on the page. without names those that are left out.
func oneScript(without ...string) []byte {
	those := func(name string) bool { return !slices.Contains(without, name) }
	return slices.Concat([]byte("\"use strict\";\n(() => {\n"), joined("js", those), []byte("})();\n"))
}

// joined is those files of a folder, in the order of their names.
func joined(dir string, those func(name string) bool) []byte {
	entries, err := fs.ReadDir(files, dir)
	if err != nil {
		panic(err) // embedded: cannot fail in a built program
	}
	var all []byte
	for _, e := range entries {
		if those(e.Name()) {
			all = append(all, read(dir+"/"+e.Name())...)
		}
	}
	return all
}

func read(name string) []byte {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		panic(err) // embedded: cannot fail in a built program
	}
	return b
}

// ScriptGzippedSize is what the script alone transfers, in bytes.
func ScriptGzippedSize() int { return len(script.gzip) }
