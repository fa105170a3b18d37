// Package pack is lessons that travel: a lesson's text and drawings (hub/lesson), with
// sounds and photos of its pages, signed by the hub that made it. A pack is the same on a
// box's disk, on a stick and over HTTP, so that whoever has a piece of it can go on from
// there whatever the other pieces come by.
//
//	yizhan-lessons/feed-6/manifest    what the pack is, signed; on a stick written last
//	yizhan-lessons/feed-6/lesson.md   as hub/lesson reads it
//	yizhan-lessons/feed-6/ready.svg   the drawings that it names
//	yizhan-lessons/feed-6/page-2.mp3  what is heard on page 2: mp3, m4a or wav
//	yizhan-lessons/feed-6/page-2.jpg  a photo that page 2 shows instead of its drawing
//
//	GET /packs                        what a hub has: a list of Told
//	GET /packs/ID/manifest            ID is the SHA-256 of the manifest's bytes, in hex
//	GET /packs/ID/page-2.mp3          with Range
//
// The manifest is "YIZHAN-LESSON\n", the format 1, and the CBOR array [body, signature];
// the body is the array of Manifest, the signature an Ed25519 one of purpose "lesson" by
// the key By, whose certificate of the county is Cert. It holds the SHA-256 of each MiB of
// each file: a piece that is here is known to be right, whoever gave it.
//
// A Shelf is the packs of a box. One is put in by way of an Arrival: pieces are taken in
// any order, kept over a power cut, and when the last is here one rename puts the lesson
// on the shelf, and the version before goes. Nothing is put in while a class is held, nor
// where the disk would fall below its floor.
//
// Whose word counts: the county's pack takes the place of anybody's; otherwise the hub
// that made a lesson first is the only one that gives out newer versions of it.
package pack
