//! Country codes of three letters as those of two. Source: ISO 3166-1.

/// Alpha-3 and alpha-2 together, five letters each.
const CODES: &str = "ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI \
    BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT \
    BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU \
    CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET \
    FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR \
    GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR \
    IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB \
    LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH \
    MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE \
    NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL \
    PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ \
    SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC \
    TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY \
    USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW";

/// Returns the alpha-2 code of what a source writes: `CN`, `chn`, `中国`; empty where it is not known.
pub fn alpha_2(written: &str) -> String {
    let code = written.trim().to_uppercase();
    let named = match code.as_str() {
        "中国" | "中國" | "中国大陆" => "CN",
        "中国香港" | "香港" => "HK",
        "中国澳门" | "澳门" | "澳門" => "MO",
        "中国台湾" | "台湾" | "台灣" => "TW",
        "日本" => "JP",
        "美国" | "美國" => "US",
        _ => "",
    };
    let known = |pair: &&str| pair[..3] == code || pair[3..] == code;
    let found = if code.len() < 2 { None } else { CODES.split_ascii_whitespace().find(known).map(|pair| &pair[3..]) };
    found.unwrap_or(named).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_either_code() {
        let cases = [("CN", "CN"), ("chn", "CN"), ("PRT", "PT"), ("gb", "GB"), ("中国", "CN"), ("NULL", ""), ("", ""), ("X", "")];
        for (written, expected) in cases {
            assert_eq!(alpha_2(written), expected, "{written}");
        }
        assert!(CODES.split_ascii_whitespace().all(|pair| pair.len() == 5 && pair.is_ascii()), "every pair is sliced at three");
    }
}
