package org.sipacc.importer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions that have no counterpart here, and what one can do instead. */
final class Missing {
  private static final String NO_LOCATIONS =
      "there is no table of locations; say where this server's own users are reached, as in relay:"
          + " {to: \"sip:$rU@192.0.2.1\"}";
  private static final String NO_SELECTION =
      "nothing is selected from tables; name the targets, as in relay: {to: [...], mode: serial}";
  private static final String NO_HEADERS = "headers are passed on as they came";
  private static final String NO_MEDIA = "the session description is passed on as it came";
  private static final String NO_NAT = "Contact and source are passed on as they came";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("save", NO_LOCATIONS),
          Map.entry("lookup", NO_LOCATIONS),
          Map.entry("registered", NO_LOCATIONS),
          Map.entry("ds_select_dst", NO_SELECTION),
          Map.entry("ds_select_domain", NO_SELECTION),
          Map.entry("ds_next_dst", NO_SELECTION),
          Map.entry("lb_start", NO_SELECTION),
          Map.entry("load_balance", NO_SELECTION),
          Map.entry("do_routing", NO_SELECTION),
          Map.entry("route_to_gw", NO_SELECTION),
          Map.entry("use_next_gw", NO_SELECTION),
          Map.entry("next_branches", NO_SELECTION),
          Map.entry("serialize_branches", NO_SELECTION),
          Map.entry("append_branch", NO_SELECTION),
          Map.entry("append_hf", NO_HEADERS),
          Map.entry("insert_hf", NO_HEADERS),
          Map.entry("remove_hf", NO_HEADERS),
          Map.entry("append_to_reply", NO_HEADERS),
          Map.entry("uac_replace_from", NO_HEADERS),
          Map.entry("uac_replace_to", NO_HEADERS),
          Map.entry("fix_nated_contact", NO_NAT),
          Map.entry("fix_contact", NO_NAT),
          Map.entry("nat_uac_test", NO_NAT),
          Map.entry("fix_nated_register", NO_NAT),
          Map.entry("fix_nated_sdp", NO_MEDIA),
          Map.entry("rtpproxy_offer", NO_MEDIA),
          Map.entry("rtpproxy_answer", NO_MEDIA),
          Map.entry("rtpproxy_engage", NO_MEDIA),
          Map.entry("rtpproxy_unforce", NO_MEDIA),
          Map.entry("rtpengine_offer", NO_MEDIA),
          Map.entry("rtpengine_answer", NO_MEDIA),
          Map.entry("rtpengine_delete", NO_MEDIA),
          Map.entry("rtpengine_use_set", NO_MEDIA),
          Map.entry("engage_media_proxy", NO_MEDIA));

  private Missing() {}

  /** Why a function has no counterpart. */
  static String reason(String function) {
    return REASONS.getOrDefault(function, "it has no counterpart here");
  }

  /** What there is to say of conditions that cannot be asked, in brackets; "" if nothing. */
  static String remark(List<String> conditions) {
    return conditions.stream()
        .map(condition -> Optional.ofNullable(REASONS.get(condition.replaceFirst("\\(.*", ""))))
        .flatMap(Optional::stream)
        .findFirst()
        .map(reason -> " (" + reason + ")")
        .orElse("");
  }
}
