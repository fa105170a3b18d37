package box

import (
	"net/http"

	"yizhan/media/pack"
)

// peerPages are what other hubs ask for besides records: whoever asks has proven which hub
// it is (link.PeerOf), and is trusted now.
func (b *Box) peerPages() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(pack.Path, b.packs.shelf)
	mux.Handle(pack.Path+"/", b.packs.shelf)
	return mux
}

// serveLink takes the connection of a hub, once this one is enrolled.
func (b *Box) serveLink(w http.ResponseWriter, r *http.Request) {
	l := b.net.link.Load()
	if l == nil {
		http.Error(w, "not enrolled", http.StatusServiceUnavailable)
		return
	}
	l.ServeHTTP(w, r)
}
