// Package backup makes one sealed file of a data folder while the box runs, keeps the
// last of them at a second place, and puts one back.
//
// The file is
//
//	"YIZHAN-BACKUP-1\n" ‖ length of the header (4 bytes, big endian) ‖ header ‖ chunks
//
// The header is CBOR (Header): whose backup it is, and the file key closed by HPKE for
// everybody who may open it: the box, its county, the 恢复码. A chunk is 256 KiB of the
// content, the last one what is left, under AES-256-GCM; the key is HKDF-SHA256 of the
// file key with the header's hash as salt, the nonce the chunk's number and whether it
// is the last. Inside stand the files and the box's signature, see entries.go. So
// nothing can be changed, left out, cut off or put together anew, and nobody but the
// box can make one: a stick that comes back is not believed for lying in the slot.
//
// A box's private keys leave it in here and nowhere else.
package backup
