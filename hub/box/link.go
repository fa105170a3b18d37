package box

import (
	"crypto/tls"
	"net/http"

	"yizhan/media/pack"
	"yizhan/mesh/link"
	"yizhan/mesh/stream"
)

// peerPages are what other hubs ask for besides records: whoever asks has proven which hub
// it is (link.PeerOf), and is trusted now.
func (b *Box) peerPages() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/class/", b.ofTown(stream.NewGiver(stage{b})))
	mux.Handle(pack.Path, b.packs.shelf)
	mux.Handle(pack.Path+"/", b.packs.shelf)
	return mux
}

// newLink answers other hubs, and asks them.
func (b *Box) newLink(server, client *tls.Config) *link.Link {
	return link.New(link.Config{Self: b.trust.Identity().Key(), Server: server, Client: client, Peer: syncTrust{b.trust}.key, Logger: b.cfg.Log}, b.peerPages())
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
