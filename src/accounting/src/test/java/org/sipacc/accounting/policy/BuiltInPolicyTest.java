package org.sipacc.accounting.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.parameter.FieldDeclarations.Declaration;
import org.sipacc.accounting.parameter.Parameters;

class BuiltInPolicyTest {
  @Test
  void withoutConfigurationThereIsADatabaseWithTheBlogsFourExtras() {
    Parameters parameters = Parameters.load(Optional.empty(), Map.of(), new Properties());

    assertThat(parameters.databaseEnabled()).isTrue();
    assertThat(parameters.databaseUrl()).isEmpty();
    assertThat(parameters.extraFields().of(Backend.DB))
        .extracting(Declaration::name)
        .containsExactly("src_user", "src_domain", "dst_user", "dst_domain");
    assertThat(parameters.warnings()).isEmpty();
  }

  @Test
  void withoutConfigurationThereIsAPolicyThatNamesNoTablesOfItsOwn() {
    Policy policy = PolicyReader.load(Optional.empty(), Parameters.builtIn());

    assertThat(policy.source()).isEqualTo("built-in policy.yaml");
    assertThat(policy.version()).matches("[0-9a-f]{12}");
    assertThat(policy.tables()).isEmpty();
  }
}
