package org.sipacc.accounting.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountriesTest {
  @ParameterizedTest
  @CsvSource({
    "+4930123456, DE",
    "+4930xxxxxx, DE",
    "+49 (30) 12-34.56, DE",
    "004930123456, DE",
    "+40211234567, RO",
    "+12125550123, US",
    "+14165550123, CA",
    "+18765550123, JM",
    "+1000, US",
    "+441481960194, GG",
    "+442079460123, GB",
    "+77271234567, KZ",
    "+74951234567, RU",
    "+80012345678, ''",
    "+999123, ''",
    "030123456, ''",
    "1001, ''",
    "alice, ''",
    "'', ''",
    "+, ''",
    "00, ''"
  })
  void aNumberWithItsCountryTellsIt(String user, String country) {
    assertThat(new Countries(Optional.empty()).of(user)).isEqualTo(country);
  }

  @ParameterizedTest
  @CsvSource({
    "DE, 030123456, DE",
    "DE, 0040211234567, RO",
    "DE, +40211234567, RO",
    "US, 2125550123, US",
    "US, 4165550123, CA",
    "US, 0114930123456, DE",
    "DE, alice, ''"
  })
  void anotherNumberIsDialledFromTheHomeCountry(String home, String user, String country) {
    assertThat(new Countries(Optional.of(home)).of(user)).isEqualTo(country);
  }

  @Property
  void noTextMakesItFail(@ForAll String text) {
    Countries countries = new Countries(Optional.of("DE"));

    assertThat(countries.of(text)).hasSizeLessThanOrEqualTo(2);
    assertThat(countries.of("+" + text)).hasSizeLessThanOrEqualTo(2);
  }
}
