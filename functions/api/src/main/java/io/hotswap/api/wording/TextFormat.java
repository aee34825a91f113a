package io.hotswap.api.wording;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Descriptions of the patterns in openapi.yaml: each pattern has a `format` beside it, which is
/// one of these names in kebab case.
public enum TextFormat {
  UUID("a UUID", "0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11"),
  DURATION("a duration (ISO 8601: days, hours, minutes, seconds)", "PT10M"),
  SEMANTIC_VERSION("a semantic version (semver.org: major.minor.patch)", "1.4.0"),
  RELEASE_KEY("a release, as deployments name it", "1.4.0@3f9a1b2c3d4e"),
  PLUGIN_REFERENCE("a plugin's GUID or name", "payment-processor"),
  PLUGIN_NAME(
      "a plugin's name: lower-case words of a-z and 0-9 joined by single hyphens",
      "payment-processor"),
  PUBLISHER_NAME(
      "a publisher's name: lower-case words of a-z and 0-9 joined by single hyphens", "acme"),
  REPOSITORY_NAME(
      "a repository's name: lower-case words of a-z and 0-9 joined by single hyphens", "central"),
  REPOSITORY_URL(
      "the address of a Maven repository's root", "https://repo.maven.apache.org/maven2"),
  PLUGIN_PATTERN("a plugin's name, or its beginning followed by *", "acme-*"),
  SHA256(
      "a SHA-256 in 64 lower-case hexadecimal digits",
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
  LIBRARY_NAME(
      "a library's artifact, with or without its group", "org.apache.commons:commons-text"),
  LIBRARY_VERSION("a library's version: letters, digits and . _ + -", "1.9"),
  BUNDLE("the header HotSwap-Bundle of an answer", "3fa9c1d2e4b5a697.12"),
  PAGE_CURSOR("the `next` of the page before, as it was answered", "bWFya2Rvd24"),
  IDEMPOTENCY_KEY("visible ASCII characters without blanks", "deploy-markdown-1.4.0"),
  METRIC_NAME("a metric's name in camelCase", "conversionRate"),
  TENANT_NAME(
      "a tenant's name: letters, digits and . _ : @ -, the first a letter or digit", "acme-eu"),
  EMAIL("a mail address", "ada@example.com"),
  ETAG("the ETag that was answered last, in quotation marks", "\"7\""),
  DATE_TIME("a time in UTC (RFC 3339)", "2027-01-31T12:00:00Z");

  private final String description;
  private final String example;

  TextFormat(String words, String example) {
    this.description = words;
    this.example = example;
  }

  public static Optional<TextFormat> named(String format) {
    return Arrays.stream(values()).filter(it -> it.format().equals(format)).findFirst();
  }

  public String format() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String example() {
    return example;
  }

  /// `a duration …, such as PT10M`
  public String expected() {
    return description + ", such as " + example;
  }
}
