package io.hotswap.persistence.disk;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.VersionSignature;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.trust.StoredSignature;
import io.hotswap.persistence.stored.trust.StoredTrustDocument;

/// Trust documents and signatures as they are stored, in the bucket and on nodes' disks.
public final class TrustJson {
  private TrustJson() {}

  public static String of(TrustDocument document) {
    return StoredDocument.write(StoredTrustDocument.of(document));
  }

  /// The key of a document in the bucket.
  public static String key(String json) {
    return "trust/%s.json".formatted(Digest.over(json).hex());
  }

  /// @param name of the document, for whoever has to find it
  public static TrustDocument document(String name, String json) {
    return StoredDocument.read(name, json, StoredTrustDocument.class).toDomain();
  }

  public static String of(VersionSignature signature) {
    return StoredDocument.write(StoredSignature.of(signature));
  }

  /// @param name of the text, for whoever has to find it
  public static VersionSignature signature(String name, String json) {
    return StoredDocument.read(name, json, StoredSignature.class).toDomain();
  }
}
