package io.hotswap.archive.configuration;

/// A schema that passes for one and with which no value can be checked.
public final class UnusableSchema extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String lacking;

  UnusableSchema(String lacking) {
    super("the schema lacks " + lacking);
    this.lacking = lacking;
  }

  /// What a usable one has.
  public String lacking() {
    return lacking;
  }
}
