package io.hotswap.domain.ids;

import java.util.regex.Pattern;

/// Syntax of tenant names. They appear in paths, headers, keys, logs and metrics, so they contain
/// nothing that any of those would have to escape.
public final class TenantName {
  public static final String EXPECTED =
      "a tenant's name: 1 to 128 of A-Z, a-z, 0-9 and . _ : @ -, the first a letter or digit, such"
          + " as acme-eu";

  private static final Pattern RULE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._:@-]{0,127}");

  private TenantName() {}

  public static boolean isOne(String text) {
    return RULE.matcher(text).matches();
  }
}
