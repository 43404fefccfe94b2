package org.sipacc.accounting.policy;

import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.parameter.DatabaseNames;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.variable.Template;

/** Reads the functions of the acc module. */
final class AccountingReader {
  private final Parameters parameters;
  private final TextReader texts;

  AccountingReader(Parameters parameters, TextReader texts) {
    this.parameters = parameters;
    this.texts = texts;
  }

  Action doAccounting(Place place, Yaml value) {
    if (value instanceof Yaml.Empty) {
      throw new ConfigurationException(
          place, "do_accounting needs a type; write do_accounting: db");
    }
    AccountingRequest request = marks(ActionWord.DO_ACCOUNTING, value);
    if (request.types().contains(Backend.DB) && !parameters.databaseEnabled()) {
      throw new ConfigurationException(
          value.place(),
          "do_accounting names db, but acc.db_url is empty, which switches the database off; name a"
              + " database in db_url or remove db here");
    }
    if (request.types().contains(Backend.AAA) && !parameters.aaaEnabled()) {
      throw new ConfigurationException(
          value.place(),
          "do_accounting names aaa, but acc.aaa_url is not set; set it or remove aaa here");
    }
    return new AccountingActions.DoAccounting(place, request);
  }

  Action dropAccounting(Place place, Yaml value) {
    return new AccountingActions.DropAccounting(
        place,
        value instanceof Yaml.Empty
            ? AccountingRequest.EVERYTHING
            : marks(ActionWord.DROP_ACCOUNTING, value));
  }

  /** {@code acc_log_request} and its like; that of the database has a table beside its comment. */
  Action accountNow(ActionWord word, Backend backend, Place place, Yaml value) {
    if (word != ActionWord.ACC_DB_REQUEST) {
      return new AccountingActions.AccountNow(
          place, word, backend, comment(word, value), Optional.empty());
    }
    if (!(value instanceof Yaml.Mapping mapping)) {
      throw new ConfigurationException(
          value.place(),
          word.key()
              + " needs a comment and a table; write "
              + word.key()
              + ": {comment: \"403 Not allowed\", table: acc}");
    }
    texts.checkKeys("argument", mapping, word.arguments());
    return new AccountingActions.AccountNow(
        place,
        word,
        backend,
        comment(word, texts.required(mapping, "comment", "\"403 Not allowed\"")),
        Optional.of(table(texts.required(mapping, "table", "acc"))));
  }

  private Template comment(ActionWord word, Yaml value) {
    if (value instanceof Yaml.Empty) {
      throw new ConfigurationException(
          value.place(), word.key() + " needs a comment; write one such as \"403 Not allowed\"");
    }
    return texts.template(value.asScalar("the comment of " + word.key()));
  }

  /** A type alone, or a mapping. */
  private AccountingRequest marks(ActionWord word, Yaml value) {
    if (!(value instanceof Yaml.Mapping mapping)) {
      return marks(value, value, Optional.empty(), Optional.empty());
    }
    texts.checkKeys("argument", mapping, word.arguments());
    Yaml type = texts.required(mapping, "type", "db");
    return marks(
        value, type, mapping.get("flags"), mapping.get("table").map(AccountingReader::table));
  }

  private static AccountingRequest marks(
      Yaml value, Yaml type, Optional<Yaml> flags, Optional<String> table) {
    Optional<String> flagText = flags.map(yaml -> joined("flags", yaml));
    try {
      return AccountingRequest.parse(joined("type", type), flagText, table);
    } catch (ConfigurationException e) {
      throw e.at(value.place());
    }
  }

  /** {@code db|log} or {@code [db, log]}. */
  private static String joined(String what, Yaml value) {
    List<String> words = value.asScalars(what).stream().map(Yaml.Scalar::text).toList();
    return String.join("|", words);
  }

  private static String table(Yaml value) {
    String name = value.asScalar("table").text();
    if (!DatabaseNames.isValid(name)) {
      throw new ConfigurationException(value.place(), "table " + DatabaseNames.problem(name));
    }
    return name;
  }
}
