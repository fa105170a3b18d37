package names

// Readings that are as plausible as the one that a dictionary gives first, in the
// form 单shan. A generator merges them into readings.gz; go-pinyin alone would
// call most of them rare, and misses a few.

// Readings in surnames. Certainty M (school and telephone-book knowledge), the
// pinyin of 单 to 召 checked against a second library.
const surnameReadings = `
单shan 仇qiu 曾zeng 任ren 尉yu 解xie 区ou 查zha 盖ge 盖gai 乐yue 乐le 缪miao 俟qi 郗xi 郗chi 员yun 朴piao 那na 宁ning
召shao 种chong 黑he 黑hei 么yao 秘bi 祭zhai 洗xian 牟mu 牟mou 折she 繁po 冼xian 逄pang 纪ji 燕yan 覃qin 覃tan 句gou 句ju
盛sheng 盛cheng 葛ge 翟zhai 翟di 华hua 令ling 长zhang 长chang 澹tan 澹dan 台tai 贲ben 薄bo 薄bao 晟sheng 晟cheng
冯feng 卜bu 卜bo 车che 车ju 重chong 重zhong 褚chu 褚zhu 都du 都dou 佴nai 干gan 哈ha 郝hao 郇xun 郇huan 隽juan 隽jun
阚kan 会gui 会kui 会hui 寇kou 蒯kuai 郐kuai 佘she 莘shen 莘xin 石shi 沈shen 宿su 眭sui 佟tong 洼wa 韦wei 隗wei 隗kui
洗xi 相xiang 肖xiao 幸xing 叶ye 应ying 余yu 於yu 郁yu 员yuan 芮rui 撒sa 行xing 行hang 占zhan 訾zi 笮ze 笮zuo 祖zu 柏bai
柏bo 鲍bao 边bian 薄bu 晁chao 谌chen 谌shen 党dang 刁diao 干qian 过guo 郭guo 号hao 呙guo 贾jia 降jiang 教jiao 靳jin
亓qi 戚qi 漆qi 强qiang 瞿qu 阙que 冉ran 萨sa 少shao 畲she 厍she 尚shang 殳shu 束shu 嵬wei 妫gui 咸xian 庹tuo 拓tuo 拓ta
祝zhu 侴chou 郄qie 郄xi 铁tie 仉zhang 禚zhuo 迮ze 麻ma 万wan 尹yin 晏yan 臧zang 僧seng 逯lu 逯dai 禹yu 载dai 载zai 钭tou
贠yun 邸di 蔺lin 尧yao 乜nie 乜mie 曲qu 佛fu 佛fo 邢xing 颉xie 颉jie 番pan 番fan 弗fu 阿e 阿a
`

// Everyday characters with two living readings, and given-name characters that
// are commonly read in two ways.
const givenReadings = `
嗯en 行xing 行hang 朝chao 朝zhao 重zhong 重chong 长chang 长zhang 乐le 乐yue 调diao 调tiao 传chuan 传zhuan 弹tan 弹dan
都dou 更geng 冠guan 还hai 还huan 会hui 降xiang 角jiao 角jue 觉jue 觉jiao 卷juan 量liang 露lu 露lou 率lv 率shuai 绿lv
绿lu 落luo 没mei 没mo 蒙meng 模mo 模mu 强qiang 切qie 曲qu 塞sai 塞se 色se 扇shan 少shao 舍she 省sheng 省xing 识shi 似si
似shi 宿su 提ti 提di 兴xing 血xue 血xie 系xi 系ji 相xiang 校xiao 校jiao 应ying 与yu 载zai 扎zha 扎za 着zhe 着zhao 着zhuo
正zheng 只zhi 中zhong 种zhong 仔zi 仔zai 藏cang 藏zang 参can 参shen 差cha 差chai 伯bo 伯bai 车che 称cheng 称chen
澄cheng 澄deng 得de 得dei 地di 地de 的de 恶e 恶wu 发fa 干gan 给gei 给ji 供gong 谷gu 和he 和huo 荷he 核he 红hong
虹hong 华hua 划hua 济ji 假jia 结jie 禁jin 尽jin 劲jin 劲jing 靓liang 靓jing 茜qian 茜xi 娜na 娜nuo 玟wen 玟min 莎sha
莎suo 厦sha 厦xia 埔pu 埔bu 蔚wei 蔚yu 什shi 什shen 好hao 为wei 便bian 便pian 大da 大dai 倒dao 度du 度duo 分fen 夹jia
间jian 将jiang 教jiao 看kan 空kong 了le 了liao 累lei 难nan 宁ning 漂piao 铺pu 奇qi 奇ji 呛qiang 亲qin 圈quan 圈juan
散san 上shang 数shu 说shuo 说shui 挑tiao 吐tu 鲜xian 巷xiang 巷hang 咽yan 要yao 饮yin 晕yun 占zhan 涨zhang 知zhi 子zi
作zuo 单dan 解jie 区qu 查cha 仇chou 任ren 曾ceng 员yuan 朴pu 折zhe 繁fan 洗xi 秘mi 祭ji 么me 黑hei 召zhao 琢zhuo 琢zuo
婼ruo 婼chuo 骁xiao 烨ye 昇sheng 晞xi 歆xin 珏jue 钰yu 琛chen 翊yi 昱yu 祎yi 栩xu 彧yu 妤yu 婕jie 睿rui 琬wan 瑾jin 瑜yu
璟jing 珺jun 玥yue 芊qian 苒ran 茉mo 荞qiao 菡han 萦ying 蕊rui 薇wei 芮rui 芃peng 沁qin 泓hong 洺ming 淼miao 湉tian
潼tong 潼chong 澜lan 熠yi 煊xuan 煜yu 烜xuan 嫣yan 媛yuan 婵chan 娉ping 妍yan 姝shu 伊yi 俪li 倩qian 峣yao 峥zheng
嵘rong 旻min 旸yang 昀yun 昕xin 晏yan 晔ye 晗han 暄xuan 曜yao 杺xin 桐tong 棋qi 楷kai 楠nan 榕rong 槿jin 朵duo 贝bei
呈cheng 哲zhe 喆zhe 圻qi 圻yin 垚yao 堃kun 墨mo 壹yi 夏xia 天tian 奕yi 奚xi 瑶yao 瓅li 甯ning 皓hao
`
