#include "market/names.h"

static const char chip_words[] = "chip|chips|chipmaker|chipmakers|GPU|GPUs|CPU|CPUs|semiconductor|semiconductors|"
				 "processor|processors|foundry|puce|puces|semi-conducteurs|processeurs|Nvidia|TSMC|"
				 "Ryzen|EPYC|Instinct|OpenAI|Intel|data center|data centers|data centre|data centres";
static const char trade_words[] = "share|shares|stock|stocks|earnings|revenue|capex|cloud|database|Ellison|OpenAI|"
				  "Stargate|bourse|chiffre d'affaires|Nasdaq|NYSE|Wall Street|quarter|guidance";
static const char amd_against[] =
	"macular|retina|retinal|ophthalmology|ophthalmic|ophthalmologist|eye|eyes|vision|"
	"neovascular|geographic atrophy|Eylea|Vabysmo|Lucentis|anti-VEGF|blindness|"
	"Armenia|Armenian|dram|drams|Yerevan|macula|maculaire|dégénérescence|rétine|ophtalmologie|ophtalmologue|cécité|"
	"drusen|injections|piqûre";
static const char oracle_against[] = "Delphi|Delphes|Pythia|Omaha|Buffett|Chainlink|tarot|prophecy|astrology";
static const char oracle_after[] = "of Delphi|of Omaha|of Apollo|of Wall Street|bone|bones|d'Omaha|d’Omaha|de "
				   "Delphes|Park|Arena|Red Bull|Team USA|card|cards|"
				   "deck|network problem";
static const char amazon_after[] = "rainforest|rain forest|forest|river|basin|jungle|deforestation|region|biome|delta|"
				   "reef|tribe|tribes|fund|drought|soy|wildfires";
static const char amazon_against[] = "rainforest|deforestation|indigenous|biome|jungle|COP30|rivers|logging|tributary|"
				     "wildfires|uncontacted|reforestation|poachers|drying|tributaries|river dolphins";
static const char amazon_for[] = "AWS|cloud|Prime|Jassy|Bezos|warehouse|warehouses|shares|stock|e-commerce|retail|"
				 "retailer|Alexa|Anthropic|earnings|Kindle|Trainium|capex";
static const char meta_after[] = "analysis|analyses|-analysis|-analyses|-analytic|-learning|-regression|-review|"
				 "learning|description|tag|tags|question";
static const char arm_before[] = "investment|venture|lending|trading|research|financing|retail|cloud|media|telecom|"
				 "banking|advisory|capital|private|asset|management|defense|defence|security|mobile|"
				 "insurance|robotic|robot|left|right|its|their|his|her|wing|venture-capital|AI|"
				 "strong|broken|health|charitable|news|political|armed|payments|credit";
static const char arm_with[] = "chip|chips|chipmaker|semiconductor|semiconductors|CPU|CPUs|processor|processors|Nvidia|"
			       "SoftBank|designer|royalty|royalties|Qualcomm|architecture|IPO|shares|stock|Haas|"
			       "data center|data centre|earnings|puces|Cortex|Windows";
static const char arm_against[] = "mortgage|mortgages|injury|surgery|elbow|shoulder|pitcher|fracture|sleeve";
static const char intel_after[] = "official|officials|agency|agencies|community|committee|briefing|briefings|sharing|"
				  "assessment|assessments|gathering|report says";
static const char intel_against[] = "CIA|Pentagon|Kremlin|spy|spies|Mossad|MI6|NSA|FBI|Hezbollah|Hamas|espionage|"
				    "Gabbard|whistleblower";
static const char inter_against[] = "ミラノ|ミラン|セリエ|サッカー|ユベントス";

const struct name_rule name_rules[] = {
	{ .symbol = "NVDA", .name = "Nvidia" },
	{ .symbol = "NVDA", .name = "Jensen Huang", .is_person = true },
	{ .symbol = "NVDA", .name = "엔비디아" },
	{ .symbol = "NVDA", .name = "젠슨 황", .is_person = true },
	{ .symbol = "NVDA", .name = "エヌビディア" },
	{ .symbol = "NVDA", .name = "ジェンスン・フアン", .is_person = true },
	{ .symbol = "NVDA", .name = "ＮＶＩＤＩＡ" },
	{ .symbol = "NVDA", .name = "英伟达" },
	{ .symbol = "NVDA", .name = "輝達" },
	{ .symbol = "NVDA", .name = "辉达" },
	{ .symbol = "NVDA", .name = "黄仁勋", .is_person = true },
	{ .symbol = "NVDA", .name = "黃仁勳", .is_person = true },

	{ .symbol = "AMD",
	  .name = "AMD",
	  .letters = AS_WRITTEN,
	  .not_before = "wet|dry|neovascular|exudative|stage",
	  .against = amd_against,
	  .in_favour = chip_words },
	{ .symbol = "AMD", .name = "Advanced Micro Devices" },
	{ .symbol = "AMD", .name = "Lisa Su", .is_person = true },
	{ .symbol = "AMD", .name = "리사 수", .is_person = true },
	{ .symbol = "AMD", .name = "ＡＭＤ" },
	{ .symbol = "AMD", .name = "アドバンスト・マイクロ・デバイセズ" },
	{ .symbol = "AMD", .name = "超威半导体" },
	{ .symbol = "AMD", .name = "超微半導體" },
	{ .symbol = "AMD", .name = "苏姿丰", .is_person = true },
	{ .symbol = "AMD", .name = "蘇姿丰", .is_person = true },

	{ .symbol = "ORCL",
	  .name = "Oracle",
	  .letters = CAPITALISED,
	  .not_before = "Delphic|Pythian|price",
	  .not_after = oracle_after,
	  .against = oracle_against,
	  .in_favour = trade_words },
	{ .symbol = "ORCL", .name = "Larry Ellison", .is_person = true },
	{ .symbol = "ORCL", .name = "Safra Catz", .is_person = true },
	{ .symbol = "ORCL", .name = "Clay Magouyrk", .is_person = true },
	{ .symbol = "ORCL", .name = "オラクル", .against = "神託|占い|タロット|ヤクルト" },
	{ .symbol = "ORCL", .name = "오라클", .against = "체인링크|블록체인" },
	{ .symbol = "ORCL", .name = "甲骨文", .against = "殷墟|出土|文字|汉字|漢字|考古|商代" },

	{ .symbol = "TSM", .name = "Tsmc" },
	{ .symbol = "TSM", .name = "Taiwan Semiconductor" },
	{ .symbol = "TSM", .name = "C.C. Wei", .is_person = true },
	{ .symbol = "TSM", .name = "C. C. Wei", .is_person = true },
	{ .symbol = "TSM", .name = "ＴＳＭＣ" },
	{ .symbol = "TSM", .name = "台積電" },
	{ .symbol = "TSM", .name = "台积电" },
	{ .symbol = "TSM", .name = "台湾積体電路製造" },
	{ .symbol = "TSM", .name = "魏哲家", .is_person = true },

	{ .symbol = "9984.T", .name = "SoftBank Group" },
	{ .symbol = "9984.T",
	  .name = "SoftBank",
	  .not_before = "Fukuoka|Hawks de",
	  .not_after = "Hawks|Corp|Mobile",
	  .against = "Hawks|baseball|pitcher",
	  .in_favour = "shares|OpenAI|Son|AI|IA" },
	{ .symbol = "9984.T", .name = "Masayoshi Son", .is_person = true },
	{ .symbol = "9984.T", .name = "ソフトバンクグループ" },
	{ .symbol = "9984.T", .name = "ソフトバンクG" },
	{ .symbol = "9984.T", .name = "ソフトバンクＧ" },
	{ .symbol = "9984.T", .name = "ソフトバンク", .against = "ホークス|プロ野球|スマホ料金|ワイモバイル" },
	{ .symbol = "9984.T", .name = "소프트뱅크", .not_after = "호크스", .against = "호크스|야구" },
	{ .symbol = "9984.T", .name = "软银" },
	{ .symbol = "9984.T", .name = "軟銀" },
	{ .symbol = "9984.T", .name = "孫正義", .is_person = true },
	{ .symbol = "9984.T", .name = "孙正义", .is_person = true },
	{ .symbol = "9984.T", .name = "손정의", .is_person = true },

	{ .symbol = "MSFT", .name = "Microsoft" },
	{ .symbol = "MSFT", .name = "Satya Nadella", .is_person = true },
	{ .symbol = "MSFT", .name = "マイクロソフト" },
	{ .symbol = "MSFT", .name = "마이크로소프트" },
	{ .symbol = "MSFT", .name = "微软" },
	{ .symbol = "MSFT", .name = "微軟" },

	{ .symbol = "GOOGL", .name = "Google", .not_after = "News|+" },
	{ .symbol = "GOOGL",
	  .name = "Alphabet",
	  .letters = CAPITALISED,
	  .not_before = "Cyrillic|Latin|Greek|Arabic|Hebrew|phonetic|Korean|NATO|Roman|English",
	  .not_after = "soup|letters|book|song|blocks" },
	{ .symbol = "GOOGL", .name = "Sundar Pichai", .is_person = true },
	{ .symbol = "GOOGL", .name = "DeepMind" },
	{ .symbol = "GOOGL", .name = "グーグル" },
	{ .symbol = "GOOGL", .name = "구글" },
	{ .symbol = "GOOGL", .name = "谷歌" },

	{ .symbol = "META", .name = "Meta Platforms" },
	{ .symbol = "META", .name = "Meta", .letters = CAPITALISED, .not_after = meta_after },
	{ .symbol = "META", .name = "Zuckerberg", .is_person = true },
	{ .symbol = "META", .name = "メタ" },
	{ .symbol = "META", .name = "메타플랫폼" },

	{ .symbol = "AMZN",
	  .name = "Amazon",
	  .letters = CAPITALISED,
	  .not_before = "in the|across the|through the|of the|from the|on the|along the|up the|down the|into the|near "
			"the|save the|protect the|lowers the|Brazilian|Peruvian|Colombian|Brazil's|Brazil’s",
	  .not_after = amazon_after,
	  .against = amazon_against,
	  .in_favour = amazon_for },
	{ .symbol = "AMZN", .name = "AWS", .letters = AS_WRITTEN },
	{ .symbol = "AMZN", .name = "Andy Jassy", .is_person = true },
	{ .symbol = "AMZN", .name = "アマゾン", .against = "熱帯雨林|アマゾン川|アマゾン流域|先住民" },
	{ .symbol = "AMZN", .name = "아마존", .against = "열대우림|아마존강|원주민" },
	{ .symbol = "AMZN", .name = "亚马逊", .not_after = "雨林|河|流域" },
	{ .symbol = "AMZN", .name = "亞馬遜", .not_after = "雨林|河|流域" },

	{ .symbol = "AVGO", .name = "Broadcom" },
	{ .symbol = "AVGO", .name = "Hock Tan", .is_person = true },
	{ .symbol = "AVGO", .name = "ブロードコム" },
	{ .symbol = "AVGO", .name = "브로드컴" },
	{ .symbol = "AVGO", .name = "博通" },

	{ .symbol = "ARM", .name = "Arm Holdings" },
	{ .symbol = "ARM", .name = "Rene Haas", .is_person = true },
	{ .symbol = "ARM", .name = "René Haas", .is_person = true },
	{ .symbol = "ARM",
	  .name = "Arm",
	  .letters = CAPITALISED,
	  .not_before = arm_before,
	  .not_after = "wrestling|wing|injury|race",
	  .against = arm_against,
	  .only_with = arm_with },
	{ .symbol = "ARM", .name = "アーム・ホールディングス" },
	{ .symbol = "ARM", .name = "英アーム" },

	{ .symbol = "CRWV", .name = "CoreWeave" },
	{ .symbol = "CRWV", .name = "コアウィーブ" },
	{ .symbol = "CRWV", .name = "코어위브" },

	{ .symbol = "INTC",
	  .name = "Intel",
	  .letters = CAPITALISED,
	  .not_after = intel_after,
	  .against = intel_against,
	  .in_favour = "chip|chips|foundry|chipmaker|processor|"
		       "processors|Lip-Bu Tan|shares|fab" },
	{ .symbol = "INTC", .name = "Lip-Bu Tan", .is_person = true },
	{ .symbol = "INTC", .name = "インテル", .against = inter_against },
	{ .symbol = "INTC", .name = "인텔", .against = "인텔리" },
	{ .symbol = "INTC", .name = "英特尔" },
	{ .symbol = "INTC", .name = "英特爾" },

	{ .symbol = "OAI", .name = "OpenAI" },
	{ .symbol = "OAI", .name = "Open AI" },
	{ .symbol = "OAI", .name = "オープンAI" },
	{ .symbol = "OAI", .name = "オープンＡＩ" },
	{ .symbol = "OAI", .name = "ＯｐｅｎＡＩ" },
	{ .symbol = "OAI", .name = "오픈AI" },
	{ .symbol = "OAI", .name = "Sam Altman", .is_person = true },

	{ .symbol = NULL },
};

const struct name_rule other_names[] = {
	{ .symbol = "ANTH", .name = "Anthropic" },
	{ .symbol = "ANTH", .name = "アンソロピック" },
	{ .symbol = "ANTH", .name = "앤트로픽" },
	{ .symbol = "ANTH", .name = "Dario Amodei", .is_person = true },
	{ .symbol = "XAI", .name = "xAI" },
	{ .symbol = "XAI", .name = "x.AI" },
	{ .symbol = "CBRS", .name = "Cerebras" },
	{ .symbol = "MISTRAL", .name = "Mistral AI" },
	{ .symbol = "MISTRAL", .name = "Mistral", .letters = CAPITALISED },
	{ .symbol = "SSI", .name = "Safe Superintelligence" },
	{ .symbol = "NBIS", .name = "Nebius" },
	{ .symbol = "MU", .name = "Micron", .letters = CAPITALISED },
	{ .symbol = "AAPL", .name = "Apple", .letters = CAPITALISED },
	{ .symbol = "TSLA", .name = "Tesla", .letters = CAPITALISED },
	{ .symbol = "DELL", .name = "Dell", .letters = CAPITALISED },
	{ .symbol = "CSCO", .name = "Cisco" },
	{ .symbol = "QCOM", .name = "Qualcomm" },
	{ .symbol = "IBM", .name = "IBM", .letters = AS_WRITTEN },
	{ .symbol = "SMCI", .name = "Super Micro" },
	{ .symbol = "SMCI", .name = "Supermicro" },
	{ .symbol = "MRVL", .name = "Marvell" },
	{ .symbol = "ASML", .name = "ASML" },
	{ .symbol = "CRM", .name = "Salesforce" },
	{ .symbol = "005930.KS", .name = "Samsung Electronics" },
	{ .symbol = "005930.KS", .name = "Samsung" },
	{ .symbol = "000660.KS", .name = "SK hynix" },
	{ .symbol = "NOK", .name = "Nokia" },
	{ .symbol = "SNPS", .name = "Synopsys" },
	{ .symbol = "APLD", .name = "Applied Digital" },
	{ .symbol = "IREN", .name = "IREN", .letters = AS_WRITTEN },
	{ .symbol = NULL },
};

static const char stargate_with[] =
	"AI|IA|A.I.|OpenAI|SoftBank|Oracle|Altman|Abilene|data center|data centers|data centre|"
	"data centres|datacenter|gigawatt|gigawatts|GW|UAE|Crusoe|Trump|ChatGPT|人工智能|データセンター|"
	"ソフトバンク|オープンAI|데이터센터|오픈AI|centres de données";
static const char gpu_with[] =
	"chip|chips|GPU|GPUs|rack|racks|Nvidia|Hopper|server|servers|data center|data centers|data "
	"centre|data centres|Rubin|GB200|GB300|B200|B300|AI|IA|puces|accelerator|accelerators";

const struct name_rule product_names[] = {
	{ .symbol = "NVDA", .name = "CUDA", .letters = AS_WRITTEN },
	{ .symbol = "NVDA", .name = "GeForce" },
	{ .symbol = "NVDA", .name = "NVLink" },
	{ .symbol = "NVDA", .name = "DGX", .letters = AS_WRITTEN },
	{ .symbol = "NVDA",
	  .name = "Vera Rubin",
	  .letters = CAPITALISED,
	  .only_with = gpu_with,
	  .against = "observatory|telescope|astronomer" },
	{ .symbol = "NVDA", .name = "Blackwell", .letters = CAPITALISED, .only_with = gpu_with },
	{ .symbol = "NVDA", .name = "ブラックウェル" },
	{ .symbol = "AMD", .name = "EPYC" },
	{ .symbol = "AMD", .name = "Ryzen" },
	{ .symbol = "AMD", .name = "Radeon" },
	{ .symbol = "AMD",
	  .name = "Instinct",
	  .letters = CAPITALISED,
	  .only_with = "AMD|GPU|GPUs|accelerator|accelerators|MI300|MI350|MI355X|MI400|MI450" },
	{ .symbol = "AMD", .name = "MI300X" },
	{ .symbol = "AMD", .name = "MI355X" },
	{ .symbol = "AMD", .name = "MI450" },
	{ .symbol = "META",
	  .name = "Facebook",
	  .letters = CAPITALISED,
	  .not_before = "on|via|sur|auf|our|his|her|their|my",
	  .not_after = "page|pages|post|posts|group|groups|friends|Live|comment|comments|:",
	  .only_with = "Zuckerberg|shares|stock|revenue|earnings|capex|fine|fined|penalties|antitrust|regulator|"
		       "regulators|Nasdaq|Wall Street|billion|milliards" },
	{ .symbol = "MSFT", .name = "Azure", .letters = CAPITALISED, .not_before = "Côte d'|Côte d’" },
	{ .symbol = "GOOGL", .name = "Waymo" },
	{ .symbol = "GOOGL",
	  .name = "Gemini",
	  .letters = CAPITALISED,
	  .only_with = "Google|AI|IA|model|models|chatbot|OpenAI|Pro|Flash|Enterprise" },
	{ .symbol = "AMZN", .name = "Trainium" },
	{ .symbol = "INTC", .name = "Xeon" },
	{ .symbol = "INTC", .name = "Xeons" },
	{ .symbol = "INTC", .name = "Habana", .only_with = "Gaudi|Intel|AI|chip|chips" },
	{ .symbol = "9984.T", .name = "Izanagi", .only_with = "SoftBank|chip|chips|AI|IA|puces|Son" },
	{ .symbol = "OAI", .name = "ChatGPT" },
	{ .symbol = "OAI",
	  .name = "Stargate",
	  .letters = CAPITALISED,
	  .only_with = stargate_with,
	  .against = "series|SG-1|film|fans|série" },
	{ .symbol = "OAI", .name = "スターゲート", .only_with = "AI|ＡＩ|データセンター|ソフトバンク|オラクル" },
	{ .symbol = "OAI", .name = "스타게이트", .only_with = "AI|데이터센터|오픈AI|소프트뱅크|오라클" },
	{ .symbol = NULL },
};
