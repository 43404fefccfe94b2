package org.sipacc.accounting.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.variable.SipUri;

/**
 * The countries of telephone numbers, by libphonenumber. A number with a plus, or with 00 where no
 * home country is known, tells its country itself; others are dialled from the home country, by its
 * prefixes. Thread-safe.
 */
public final class Countries {
  /** What is not of a country: no number, a short code, or an international service. */
  public static final String NONE = "";

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final int LONGEST_CODE = 3;
  private static final String NON_GEOGRAPHIC = "001";

  private final Optional<String> home;

  /** The countries that have a calling code for themselves. */
  private final Map<Integer, String> alone = new HashMap<>();

  /**
   * @param home ISO 3166-1's two letters for the country that numbers without an international
   *     prefix are of; empty if they are of none
   */
  public Countries(Optional<String> home) {
    this.home = home;
    for (int code : NUMBERS.getSupportedCallingCodes()) {
      List<String> regions = NUMBERS.getRegionCodesForCountryCode(code);
      if (regions.size() == 1) {
        alone.put(code, regions.get(0));
      }
    }
  }

  /** Whether there is such a country. */
  public static boolean has(String country) {
    return NUMBERS.getSupportedRegions().contains(country);
  }

  /**
   * The country of a number as it stands in a URI's user part: its two letters, or {@link #NONE}. A
   * number whose last digits are masked tells its country by the others.
   */
  public String of(String user) {
    Optional<String> digits = digits(user);
    if (digits.isEmpty()) {
      return NONE;
    }
    String number = digits.get();
    if (number.startsWith("+")) {
      return ofInternational(number.substring(1));
    }
    if (home.isPresent()) {
      return parsed(number, home.get()).map(this::region).orElse(NONE);
    }
    return number.startsWith("00") ? ofInternational(number.substring(2)) : NONE;
  }

  /** The country of the number in a URI's user part. */
  public String ofUri(String uri) {
    return SipUri.parse(uri).map(SipUri::number).map(this::of).orElse(NONE);
  }

  private String ofInternational(String digits) {
    for (int length = 1; length <= Math.min(LONGEST_CODE, digits.length()); length++) {
      String country = alone.get(Integer.parseInt(digits.substring(0, length)));
      if (country != null) {
        return country.equals(NON_GEOGRAPHIC) ? NONE : country;
      }
    }
    return parsed("+" + digits, null).map(this::region).orElse(NONE);
  }

  private static Optional<PhoneNumber> parsed(String number, String dialledFrom) {
    try {
      return Optional.of(NUMBERS.parse(number, dialledFrom));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** Of a number that no country of its calling code has, the code's main country. */
  private String region(PhoneNumber number) {
    String exact = NUMBERS.getRegionCodeForNumber(number);
    String country =
        exact == null ? NUMBERS.getRegionCodeForCountryCode(number.getCountryCode()) : exact;
    return has(country) ? country : NONE;
  }

  /** Without what separates digits; empty if it is no number. */
  private static Optional<String> digits(String user) {
    StringBuilder digits = new StringBuilder(user.length());
    for (int i = 0; i < user.length(); i++) {
      char c = user.charAt(i);
      if ((c >= '0' && c <= '9') || (c == '+' && i == 0)) {
        digits.append(c);
      } else if (c == 'x' && i > 0) {
        digits.append('0');
      } else if ("-.() ".indexOf(c) < 0) {
        return Optional.empty();
      }
    }
    return digits.isEmpty() ? Optional.empty() : Optional.of(digits.toString());
  }
}
