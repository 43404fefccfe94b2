package org.sipacc.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sipacc.persistence.url.DatabaseUrl;

/**
 * What is going to be started: options and configuration brought together.
 *
 * @param data the instance's data directory, absolute
 * @param config the configuration directory, absolute
 * @param sip where SIP listens
 * @param httpPort where the console listens, on {@link #HTTP_HOST}
 * @param database the accounting database; nothing when it is switched off
 * @param databaseOption what --db says, which the application reads as db_url too
 * @param unknownDialogReply the answer to a request with a To-tag that belongs to no dialog
 * @param firstReplyTimeout tm's fr_timeout
 * @param drainTime how long a stop waits at most for calls that are ringing or up
 * @param deliveryTime how long it waits at most for the backends after that
 * @param hosted the applications beside sipacc's own
 * @param demo whether an empty database is filled with calls to look at
 * @param warnings what is odd in the configuration, but no reason not to start
 */
record StartPlan(
    Path data,
    Optional<Path> config,
    List<SipAddress> sip,
    int httpPort,
    Optional<DatabaseUrl> database,
    Optional<String> databaseOption,
    String unknownDialogReply,
    Duration firstReplyTimeout,
    Duration drainTime,
    Duration deliveryTime,
    HostedApplications hosted,
    boolean demo,
    List<String> warnings) {

  /** The console is for this machine; others reach it through a reverse proxy. */
  static final String HTTP_HOST = "127.0.0.1";

  StartPlan {
    sip = List.copyOf(sip);
    warnings = List.copyOf(warnings);
  }

  /** The container's directory of this instance. */
  Path instance() {
    return data.resolve("server");
  }

  /** The system properties by which the server and the application learn of the plan. */
  Map<String, String> systemProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(
        "sipacc.sip.listen",
        sip.stream().map(SipAddress::toString).collect(Collectors.joining(",")));
    properties.put("sipacc.http.host", HTTP_HOST);
    properties.put("sipacc.http.port", String.valueOf(httpPort));
    properties.put("sipacc.data", data.toString());
    config.ifPresent(directory -> properties.put("sipacc.config", directory.toString()));
    properties.put("sipacc.sip.unknown-dialog-reply", unknownDialogReply);
    properties.put("sipacc.drain.seconds", String.valueOf(drainTime.toSeconds()));
    databaseOption.ifPresent(url -> properties.put(StartPlanner.DB_URL_PROPERTY, url));
    hosted
        .router()
        .ifPresent(file -> properties.put("javax.servlet.sip.dar", file.toUri().toString()));
    hosted.users().ifPresent(file -> properties.put("sipacc.apps.users", file.toString()));
    properties.put("sipacc.demo", String.valueOf(demo));
    properties.put("sipacc.db.enabled", String.valueOf(database.isPresent()));
    database.ifPresent(
        url -> {
          properties.put("sipacc.db.dialect", url.dialect().name());
          properties.put("accDS.JdbcDriver", url.driverClass());
          properties.put("accDS.JdbcUrl", url.jdbcUrl());
          properties.put("accDS.UserName", url.user());
          properties.put("accDS.Password", url.password());
        });
    return properties;
  }

  /** Whether the database is the embedded one of the data directory. */
  boolean embedded() {
    return database.filter(url -> url.isEmbeddedIn(data)).isPresent();
  }

  /** The database as an operator may read it. */
  String databaseText() {
    return database
        .map(url -> embedded() ? "embedded H2 in " + data.resolve("db") : url.toString())
        .orElse("none (db_url is empty)");
  }
}
