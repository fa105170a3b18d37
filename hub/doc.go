// Package hub holds the words that every other package speaks: records and the
// changes, parts and commits that make them, the fold that turns a set of
// commits into the state of a record, and the errors that people read.
//
// It imports the standard library only. Everybody may import it.
//
// # Glossary
//
//	站点 site          a place that cares for children; one box may serve two
//	驿站 station       the usual site: 村级婴幼儿照护驿站
//	班 group           children who are cared for together (乳儿班, 托小班, 托大班, 混合班)
//	托位 place         room for one child in a group
//	登记 register      a child becomes known: 在托, 临时托, 散居, 孕产家庭
//	入托 enrol         a known child takes a place: care mode, group, from–to
//	监护人 guardian    who answers for the child by law; may be 在外务工 (away)
//	实际照护人 carer   who looks after the child every day: often 奶奶, 外公
//	接送人 pick-up     who may fetch the child: named, at least 18
//	知情同意 consent   an answer to one purpose, by whom and how it was given
//	念一遍 say          what a family is asked is spoken; clip: a sentence in a worker's own voice
//	用途 purpose       what data is kept for; its basis is 法定职责, 合同 or 同意
//	地点 point         where a place is: 北纬, 东经 of GCJ-02, as maps on telephones show it; never converted
//	家庭副本 copy      all that is kept about a child, for its family: page, paper, file
//	翻看 look          who saw or took what of whom, when and what for; all of them: the trail
//	登记台 wall        the arrival wall: open to all staff, name and picture only
//	妈妈课堂 class      a class that is planned, held and proven: 孕妇学校, 讲座, 培训 too
//	台账 ledger        the facts of a class that was held, and the 小结 made of them
//	听课 to be here     in the room, at a neighbour's (邻站听课 near), by phone, by replay (回放)
//	月龄 age in months counted by calendar months, not by 30.4375 days
//	申请入网 joining    a box without invitation is certified by its figures; 停用 puts it out
//	邻站 neighbour     another hub of the same township
//	镇 township, 县 county; 卫生院 health centre; 指导中心 guidance centre
//
//	record    (kind, id): one thing that is known; belongs to a subject
//	subject   the child, site or staff member whom a record is about; erased as one
//	field     a numbered value of a record; numbers are for good
//	change    the fields that one edit of one record touched, and what they replace
//	part      all changes of one subject under one gate; sealed and erased as a unit
//	gate      the purpose whose consent a part waits for; none for most
//	commit    one act of one person: 1..n parts, signed; the unit of everything
//	origin    one gapless run of commits: H(station key, epoch, lane)
//	lane      whom commits are for: a township, a county, everybody, this box only
//	epoch     16 random bytes; new whenever a box cannot be sure what others know of it
//	lam       Lamport time: picks what is shown in a conflict, nothing else
//	fold      the pure function from a set of commits to the state of records
//	counts    what the fold looks at: it stands, no order erased it, no consent is missing
//	stands    a commit of a revoked key that the county's list lets count; the rest is barred
//	order     删除令: the county's word that parts of a subject are erased on every hub
//	list      the county's signed, growing word on which keys are out and what of theirs stands
//	stick     U 盘: a bundle of the same frames, sealed for whoever is to read it
//	backup    one sealed file of a data folder; 恢复码 are its words on paper
//	hand-over a child's records written anew in another township's lane, the old copy closed
//	fleet     the other hubs as one of them knows them
//	office    the county's work on its fleet; its people are officers
//	pair      what people say of two records: one child, twins, two; 提示 hint: a hub asks them
//	digest    one number per lane: equal on hubs that hold the same commits
//	receipt   a hub's signed word: I hold this origin up to here
package hub
