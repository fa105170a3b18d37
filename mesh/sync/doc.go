// Package sync keeps the logs of two hubs equal: one protocol for neighbour,
// county and stick. PROTOCOL.md beside this file is the contract; this package
// is its first implementation.
//
// An Engine answers at /sync (Handler), calls out (Dial, Upstream, Connect) and,
// while its Run goes on, pushes what is new to everybody who is connected. A
// session is symmetrical: who called does not matter. Both sides say what they
// hold, send each other what the other lacks, and go on doing so until the
// connection ends. Everything that a hub has acknowledged is in its log, so a
// cut at any byte costs at most one batch.
//
// The log and the trust in keys are somebody else's: see Log and Trust. Nothing
// here decides whether a commit is good; that is Log.Accept's.
package sync
