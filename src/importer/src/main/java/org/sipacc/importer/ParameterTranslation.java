package org.sipacc.importer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.parameter.Section;
import org.sipacc.importer.script.Script;

/** Makes {@code sipacc.yaml} out of a script's global and module parameters. */
final class ParameterTranslation {
  private static final Set<String> REPEATABLE =
      Set.of("extra_fields", "leg_fields", "log_extra", "db_extra", "aaa_extra", "evi_extra");

  /** Names that changed, by section and name. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "tm.fr_timer", "fr_timeout",
          "tm.fr_inv_timer", "fr_inv_timeout",
          "dialog.ping_interval", "options_ping_interval",
          "acc.radius_extra", "aaa_extra",
          "core.debug", "log_level");

  /** Parameters of fields: without one, something is not recorded. */
  private static final String FIELDS = ".*_(extra|fields|extra_bye)|multi_leg_.*|.*_leg_avp_id";

  /** Global parameters that say how OpenSIPS itself is run, not what it does. */
  private static final Set<String> ABOUT_THE_PROCESS =
      Set.of(
          "mpath",
          "fork",
          "children",
          "workers",
          "udp_workers",
          "tcp_workers",
          "tcp_children",
          "auto_aliases",
          "log_stderror",
          "stderror_enabled",
          "syslog_enabled",
          "log_facility",
          "syslog_facility",
          "log_name",
          "dns",
          "rev_dns",
          "memdump",
          "memlog",
          "user",
          "uid",
          "group",
          "gid",
          "chroot",
          "wdir",
          "server_signature",
          "disable_core_dump");

  private static final String AAA_URL = "aaa_url";
  private static final String DB_URL = "db_url";

  private final RequestUri requestUri;
  private final Findings findings;
  private final AccountingFlags flags = new AccountingFlags();
  private final List<String> listen = new ArrayList<>();
  private final List<Integer> listenLines = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private final Map<Section, Map<String, Entry>> entries = new TreeMap<>();
  private final Map<Section, List<String>> switchedOff = new TreeMap<>();
  private Optional<Script.ModuleParameter> database = Optional.empty();
  private Optional<String> defaultPort = Optional.empty();
  private Parameters accepted = load(Map.of());

  /** What is written for a parameter. */
  private record Entry(int line, List<String> values) {}

  ParameterTranslation(Script script, RequestUri requestUri, Findings findings) {
    this.requestUri = requestUri;
    this.findings = findings;
    script.globals().stream()
        .filter(global -> global.name().equals("port"))
        .forEach(global -> defaultPort = Optional.of(global.value()));
    script.globals().forEach(this::global);
    // First what others need: with no AAA server there can be no field for it.
    script.parameters().stream().filter(ParameterTranslation::comesFirst).forEach(this::module);
    script.parameters().stream()
        .filter(parameter -> !comesFirst(parameter))
        .filter(this::isKnown)
        .forEach(this::module);
    otherModules(script);
    switchOffListen();
    switchOffDatabase();
  }

  /** The parameters that will be in effect. */
  Parameters parameters() {
    return accepted;
  }

  /** The flags that mark requests, in the way of old. */
  AccountingFlags flags() {
    return flags;
  }

  /** The host names and addresses that the script calls its own. */
  List<String> hosts() {
    return hosts.stream().distinct().toList();
  }

  /** A parameter that some route's meaning decides. */
  void set(Section section, String name, int line, String value) {
    put(section, name, line, value);
  }

  private static boolean comesFirst(Script.ModuleParameter parameter) {
    return parameter.name().equals(AAA_URL)
        || parameter.name().equals("radius_config")
        || parameter.name().equals("append_fromtag");
  }

  private void global(Script.Global global) {
    String value = unquoted(global.value());
    switch (global.name()) {
      case "listen", "socket" -> listen(global.line(), value);
      case "alias" -> hosts.add(hostOf(value));
      case "debug", "log_level" -> put(Section.CORE, "log_level", global.line(), value);
      case "mhomed" -> put(Section.CORE, "mhomed", global.line(), flag(value));
      case "port" -> {}
      case "db_default_url" ->
          database =
              database.or(
                  () ->
                      Optional.of(
                          new Script.ModuleParameter(
                              global.line(), List.of("acc"), DB_URL, value)));
      case "include_file", "import_file" ->
          findings.add(
              Severity.LOSS,
              global.line(),
              value + " was not read; put its text in place of this line and import again");
      default -> {
        Severity severity =
            ABOUT_THE_PROCESS.contains(global.name()) ? Severity.NOTE : Severity.LEFT_OUT;
        findings.add(severity, global.line(), global.name() + " has no use here");
      }
    }
  }

  /** {@code udp:192.0.2.1:5060}, perhaps with {@code as}, {@code use_workers} and the like. */
  private void listen(int line, String value) {
    String[] words = value.split("\\s+");
    String address = unquoted(words[0]);
    if (words.length > 1) {
      findings.add(
          Severity.CHANGED, line, "of listen only " + address + " is kept, not what follows it");
    }
    if (!address.matches("(?i)(udp|tcp):.*")) {
      if (address.matches("[a-zA-Z_]+:.*")) {
        findings.add(
            Severity.CHANGED, line, address + ": SIP is taken by UDP and TCP only, left out");
        return;
      }
      address = "udp:" + address;
    }
    hosts.add(hostOf(address));
    boolean hasPort = address.matches("(?i)(udp|tcp):(\\[.*]|[^:]*):[0-9]+");
    String whole = address + (hasPort ? "" : defaultPort.map(port -> ":" + port).orElse(""));
    Optional<String> problem = problem(Section.CORE, "listen", List.of(whole));
    if (problem.isPresent()) {
      findings.add(Severity.LEFT_OUT, line, "listen: " + problem.get());
    } else {
      listen.add(whole);
      listenLines.add(line);
    }
  }

  private static String hostOf(String address) {
    return address
        .replaceFirst("(?i)^(udp|tcp|tls|sctp|ws|wss|sips?):", "")
        .replaceFirst(":[0-9]+$", "");
  }

  private boolean isKnown(Script.ModuleParameter parameter) {
    return parameter.modules().stream().anyMatch(module -> sectionOf(module).isPresent());
  }

  private static Optional<Section> sectionOf(String module) {
    return List.of(
            Section.ACC, Section.TM, Section.DIALOG, Section.RR, Section.AUTH, Section.AUTH_DB)
        .stream()
        .filter(section -> section.key().equals(module))
        .findFirst();
  }

  private void module(Script.ModuleParameter parameter) {
    for (String module : parameter.modules()) {
      sectionOf(module).ifPresent(section -> known(section, parameter));
    }
  }

  private void known(Section section, Script.ModuleParameter parameter) {
    String name = parameter.name();
    String value = parameter.value();
    int line = parameter.line();
    if (name.equals(DB_URL)) {
      if (section == Section.ACC) {
        database = Optional.of(parameter);
      } else if (section == Section.AUTH_DB
          && database.filter(acc -> !acc.value().equals(value)).isPresent()) {
        findings.add(
            Severity.CHANGED,
            line,
            "subscribers are looked up in the database of acc, not in one of their own");
      }
    } else if (section == Section.ACC && flags.take(name, value)) {
      return;
    } else if (section == Section.DIALOG && name.equals("dlg_flag")) {
      flags.takeDialog(value);
    } else if (section == Section.DIALOG && name.equals("db_mode") && value.equals("0")) {
      findings.add(
          Severity.NOTE,
          line,
          "db_mode 0 is left out, so that calls outlive a restart; write it to forget them");
    } else if (section == Section.ACC && (name.equals(AAA_URL) || name.equals("radius_config"))) {
      aaaUrl(line, name.equals(AAA_URL) ? value : "radius:" + value);
    } else {
      String newName = RENAMED.getOrDefault(section.key() + "." + name, name);
      put(section, newName, line, newName.endsWith("_extra") ? requestUri.current(value) : value);
    }
  }

  /** A file that is not there would stop the start. */
  private void aaaUrl(int line, String value) {
    String file = value.replaceFirst("^radius:", "");
    if (file.startsWith("/") && !Files.isReadable(Path.of(file))) {
      switchedOff
          .computeIfAbsent(Section.ACC, section -> new ArrayList<>())
          .addAll(
              List.of(
                  "Switched off: there is no file "
                      + file
                      + " here. Put it in place and import again.",
                  AAA_URL + ": " + YamlText.of(value)));
      findings.add(
          Severity.LOSS,
          line,
          "nothing is accounted by AAA: there is no file "
              + file
              + " here; put it in place and import again");
    } else {
      put(Section.ACC, AAA_URL, line, value);
    }
  }

  private void put(Section section, String name, int line, String value) {
    Map<String, Entry> sectionEntries =
        entries.computeIfAbsent(section, key -> new LinkedHashMap<>());
    Entry before = sectionEntries.get(name);
    List<String> values = new ArrayList<>();
    if (before != null && REPEATABLE.contains(name)) {
      values.addAll(before.values());
    }
    values.add(value);
    sectionEntries.put(name, new Entry(line, values));
    try {
      accepted = load(entries);
    } catch (ConfigurationException e) {
      findings.add(
          name.matches(FIELDS) ? Severity.LOSS : Severity.LEFT_OUT,
          line,
          "parameter left out: " + Checker.withoutPlace(e));
      if (before == null) {
        sectionEntries.remove(name);
      } else {
        sectionEntries.put(name, before);
      }
    }
  }

  private Optional<String> problem(Section section, String name, List<String> values) {
    try {
      load(Map.of(section, Map.of(name, new Entry(0, values))));
      return Optional.empty();
    } catch (ConfigurationException e) {
      return Optional.of(Checker.withoutPlace(e));
    }
  }

  private void otherModules(Script script) {
    Map<String, List<Script.ModuleParameter>> others =
        script.parameters().stream()
            .filter(parameter -> !isKnown(parameter))
            .collect(
                Collectors.groupingBy(
                    parameter -> String.join("|", parameter.modules()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    others.forEach(
        (module, parameters) -> {
          int line = parameters.get(0).line();
          if (module.startsWith("mi_")) {
            findings.add(
                Severity.NOTE, line, "the commands of " + module + " are those of bin/sipacc mi");
          } else {
            String names =
                parameters.stream()
                    .map(Script.ModuleParameter::name)
                    .distinct()
                    .collect(Collectors.joining(", "));
            findings.add(
                Severity.LEFT_OUT, line, "module " + module + " has no part here: " + names);
          }
        });
  }

  private void switchOffListen() {
    if (listen.isEmpty()) {
      return;
    }
    String lines = listenLines.stream().map(String::valueOf).collect(Collectors.joining(", "));
    switchedOff
        .computeIfAbsent(Section.CORE, section -> new ArrayList<>())
        .addAll(
            List.of(
                "Switched off, so that a first trial is on loopback; without its # this line listens"
                    + " where OpenSIPS did:",
                "listen: " + YamlText.of(listen)));
    findings.add(
        Severity.NOTE,
        listenLines.get(0),
        "listen (line " + lines + ") is switched off in sipacc.yaml; take away its # to use it");
  }

  private void switchOffDatabase() {
    if (database.isEmpty()) {
      return;
    }
    int line = database.get().line();
    String url = database.get().value();
    Optional<String> problem = problem(Section.ACC, DB_URL, List.of(url));
    if (problem.isPresent()) {
      findings.add(Severity.CHANGED, line, "records go to the embedded database: " + problem.get());
      return;
    }
    switchedOff
        .computeIfAbsent(Section.ACC, section -> new ArrayList<>())
        .addAll(
            List.of(
                "Switched off, so that a first trial writes to the embedded database; without its #"
                    + " this line",
                "uses OpenSIPS's own, whose tables bin/sipacc db adopt takes over:",
                DB_URL + ": " + YamlText.of(url)));
    findings.add(
        Severity.NOTE,
        line,
        "db_url is switched off in sipacc.yaml; take away its # and run bin/sipacc db adopt to"
            + " write to OpenSIPS's tables");
  }

  /** The file's text. */
  String text(String source) {
    StringBuilder text = new StringBuilder();
    text.append("# Made from ")
        .append(source)
        .append(" by bin/sipacc import; import-report.txt tells what is different.\n");
    for (Section section : Section.values()) {
      Map<String, Entry> active = entries.getOrDefault(section, Map.of());
      List<String> off = switchedOff.getOrDefault(section, List.of());
      if (active.isEmpty() && off.isEmpty()) {
        continue;
      }
      text.append('\n').append(section.key()).append(":\n");
      off.forEach(line -> text.append("  # ").append(line).append('\n'));
      active.forEach(
          (name, entry) -> text.append("  ").append(line(name, entry.values())).append('\n'));
    }
    return text.toString();
  }

  private static String line(String name, List<String> values) {
    return name + ": " + YamlText.of(values.size() == 1 ? values.get(0) : values);
  }

  private static Parameters load(Map<Section, Map<String, Entry>> entries) {
    StringBuilder yaml = new StringBuilder();
    entries.forEach(
        (section, parameters) -> {
          yaml.append(section.key()).append(":\n");
          parameters.forEach(
              (name, entry) -> yaml.append("  ").append(line(name, entry.values())).append('\n'));
        });
    return Parameters.load(new ConfigurationFile("-", yaml.toString()), Map.of(), new Properties());
  }

  private static String flag(String value) {
    return switch (value) {
      case "yes", "on" -> "1";
      case "no", "off" -> "0";
      default -> value;
    };
  }

  private static String unquoted(String value) {
    String text = value.endsWith(";") ? value.substring(0, value.length() - 1).strip() : value;
    return text.matches("\"[^\"]*\"") ? text.substring(1, text.length() - 1) : text;
  }
}
