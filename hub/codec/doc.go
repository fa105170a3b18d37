// Package codec is the one byte form of Yizhan: format 1. COMMIT.md beside this
// file is its specification; whatever the two say differently is a fault.
//
// Commits, parts, record rows and what is signed are CBOR in the core
// deterministic form (RFC 8949, 4.2.1), so that a thing has one encoding and one
// hash. Decoders take that encoding only: whatever decodes without error
// encodes to the very same bytes.
//
// Signatures, seals and wraps live here too, because what they cover is bytes.
package codec
