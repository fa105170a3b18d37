// Package bundle keeps hubs equal that never meet: what a session of mesh/sync
// would carry lies in files on a USB stick, sealed to those who may read it.
// BUNDLE.md beside this file is the contract.
//
// A stick serves several hubs and both directions. Each hub has a folder of its own
// on it and writes nowhere else. What the others left is taken in (Import); what
// they lack, by the vectors that they left, goes out (Export). A stick may be
// pulled at any moment: what was finished counts, and the next plug goes on.
//
//	fault on the stick                      what happens                              state
//	a file missing or short                 the whole others are taken                Torn
//	a file with other bytes                 nothing is taken from the stick           Tampered
//	a manifest with a bad signature         nothing is taken from the stick           Tampered
//	another county's                        passed over, said                         Foreign
//	of a hub that is not (or no longer)     passed over, said                         Stranger
//	  certified
//	for other hubs only                     passed over, said                         NotForUs
//	a newer format                          passed over, said                         Newer
//	names that lead elsewhere, links,       Tampered, before a byte of them is read
//	  devices, sizes beyond the caps
//	commits that are not what they claim    refused one by one by the log
package bundle
