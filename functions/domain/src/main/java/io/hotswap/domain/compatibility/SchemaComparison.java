package io.hotswap.domain.compatibility;

/// Compares JSON Schemas, as text, that registration has accepted. Both certain answers are
/// certain; Unknown is everything else.
public interface SchemaComparison {
  /// Whether every document that the first accepts is accepted by the second.
  Answer documents(String accepted, String wanted);

  /// Whether every configuration that was stored under the first schema fits the second, where
  /// defaults of the top level are filled in and secrets are stored apart.
  Answer configurations(String before, String after);

  /// @param reason why it is Breaking, such as an example, or why it is Unknown; as a clause, empty
  ///   when it is Compatible
  record Answer(Compatibility compatibility, String reason) {
    public static final Answer COMPATIBLE = new Answer(Compatibility.Compatible, "");

    public static Answer breaking(String reason) {
      return new Answer(Compatibility.Breaking, reason);
    }

    public static Answer unknown(String reason) {
      return new Answer(Compatibility.Unknown, reason);
    }
  }
}
