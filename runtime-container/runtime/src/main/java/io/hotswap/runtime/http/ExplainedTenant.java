package io.hotswap.runtime.http;

import io.hotswap.domain.ids.TenantName;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.plugin.PluginText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The one tenant of a query: `tenant=<tenant>`, and nothing else.
final class ExplainedTenant {
  private static final String TENANT = "tenant";
  private static final int MOST_ERRORS = 32;

  private ExplainedTenant() {}

  // Not by the library's decoder, which throws at a wrong encoding anywhere in the query.
  static Result<String> of(String query) {
    List<String> given = new ArrayList<>();
    for (var pair : pairs(query)) {
      if (name(pair).equals(TENANT)) {
        given.add(pair.substring(Math.min(pair.length(), TENANT.length() + 1)).replace("+", "%20"));
      }
    }
    var unknown = unknown(query, List.of(TENANT), given.isEmpty());
    if (unknown.isPresent()) {
      return Result.refused(unknown.get());
    }
    return given.size() == 1 && !given.getFirst().isEmpty()
        ? PluginPath.decoded(given.getFirst(), "#query/tenant").then(ExplainedTenant::named)
        : Result.refused(
            Refusal.of(
                ErrorCode.INVALID_PARAMETER,
                "The query does not name one tenant.",
                "#query/tenant",
                "one tenant",
                "Add ?tenant=<tenant>, or POST many."));
  }

  /// Rejects any query parameter: a misspelt one must not be ignored.
  static Optional<Refusal> none(String query) {
    return unknown(query, List.of(), false);
  }

  private static Optional<Refusal> unknown(String query, List<String> known, boolean isMissing) {
    var expected = known.isEmpty() ? "no query parameter" : "only " + String.join(", ", known);
    var instead = isMissing ? ", or correct it to `" + TENANT + "`." : ".";
    var errors =
        pairs(query).stream()
            .map(ExplainedTenant::name)
            .filter(it -> !known.contains(it))
            .distinct()
            .limit(MOST_ERRORS)
            .map(PluginText.NAME::of)
            .map(
                it ->
                    new FieldError(
                        "#query/" + it.replace("~", "~0").replace("/", "~1"),
                        expected,
                        "Remove the query parameter `" + it + "`" + instead))
            .toList();
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                ErrorCode.INVALID_PARAMETER,
                "The query has parameters that this address does not know.",
                errors));
  }

  private static List<String> pairs(String query) {
    return Arrays.stream(query.split("&", -1)).filter(it -> !it.isEmpty()).toList();
  }

  private static String name(String pair) {
    int end = pair.indexOf('=');
    return end < 0 ? pair : pair.substring(0, end);
  }

  private static Result<String> named(String tenant) {
    return TenantName.isOne(tenant)
        ? Result.done(tenant)
        : Result.refused(
            Refusal.of(
                ErrorCode.INVALID_PARAMETER,
                "The query names no tenant.",
                "#query/tenant",
                TenantName.EXPECTED,
                "Correct the tenant's name."));
  }
}
