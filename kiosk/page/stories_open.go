//go:build !release

package page

// openStories are the county's page of what is open between stations.
func openStories() []Story {
	f := CountyFrame{Title: "要商量的", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "open", Hint: "11月22日 星期日", Request: storyRequest}
	full := CountyOpen{
		CountyFrame: f,
		Moves: []CountyMove{
			{ID: "1", Href: "/child/1a", Name: "王梓涵", From: "柳沟村照护驿站", To: "荫城镇", State: "等县里转", Day: "11月20日", Act: true, Stations: []Choice{{Value: "9", Text: "横河村照护驿站"}}},
			{ID: "2", Href: "/child/1b", Name: "李沐阳", From: "石坡村照护驿站", To: "荫城镇横河村照护驿站", State: "等那边接收", Day: "11月18日", Back: true},
		},
		Same: []CountySame{{Href: "/child/1c", Name: "郭子墨", Where: "柳沟村照护驿站", Other: "/child/1d", OtherName: "郭梓墨", OtherWhere: "石坡村照护驿站",
			Why: "名字念着像、生日", Said: "这边说是", OtherSaid: "那边还没说", Sums: "一个孩子", Open: true}},
		Conflicts: []CountyConflict{{Href: "/child/1e", Name: "马浩然", Where: "看寺村照护驿站", Field: "体重", Values: "8.2 公斤 / 8.5 公斤", Since: "11月9日，13 天前"}},
	}
	return []Story{
		{"county-open", "县：要商量的", full},
		{"county-open-none", "县：没有要商量的", CountyOpen{CountyFrame: f}},
	}
}
