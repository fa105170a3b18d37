// Package mesh lets the hubs of a township find and hear each other. Serf is the
// bell and the express, not the pipe: it gives membership, failure detection and
// encrypted gossip; it carries small commits while there is room and adverts for
// the rest. Replication is mesh/sync's: hearers pull, and every 15 to 30 seconds
// a hub compares its log with a random live peer, so that whatever gossip loses
// arrives all the same.
//
// Membership is not authority. A member has shown a certificate of the county in
// its tags; whether its commits stand is for the log to say.
//
// The only importer of hashicorp/serf.
package mesh
