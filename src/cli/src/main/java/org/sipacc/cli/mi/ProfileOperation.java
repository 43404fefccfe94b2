package org.sipacc.cli.mi;

import java.util.Optional;
import org.sipacc.cli.management.ApiPath;
import picocli.CommandLine.Parameters;

/** A command on a profile, or on one of its values. */
abstract class ProfileOperation extends MiOperation {

  @Parameters(index = "0", paramLabel = "PROFILE", description = "The profile.")
  private String profile;

  @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "One of its values.")
  private Optional<String> value = Optional.empty();

  final Optional<String> value() {
    return argument("value", value);
  }

  final ApiPath path() {
    return ApiPath.of("profiles", argument("profile", profile)).with("value", value());
  }
}
