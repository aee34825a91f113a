package io.hotswap.domain.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.SemanticVersion;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every implementation of [Uploads] does. */
public abstract class UploadsContract {
  /** Without any upload; the same ones during a test. */
  protected abstract Uploads uploads();

  @Test
  void an_upload_is_found_as_it_was_added() {
    var inParts = upload().to(Optional.of("multipart-7"));
    assertEquals(Optional.empty(), uploads().find(inParts.id()));
    assertEquals(inParts, uploads().add(inParts));
    assertEquals(Optional.of(inParts), uploads().find(inParts.id()));
    assertEquals(Optional.empty(), uploads().find(UUID.randomUUID()));
  }

  @Test
  void of_two_uploads_with_one_id_the_first_stands() {
    var first = upload();
    uploads().add(first);
    assertEquals(first, uploads().add(first.to(Optional.of("multipart-7"))));
    assertEquals(Optional.of(first), uploads().find(first.id()));
  }

  @Test
  void an_upload_is_completed_once() {
    var upload = upload();
    uploads().add(upload);
    var completed = upload.completedAs(new SemanticVersion("1.0.0"));
    uploads().complete(completed);
    uploads().complete(upload.completedAs(new SemanticVersion("2.0.0")));
    assertEquals(Optional.of(completed), uploads().find(upload.id()));
    assertEquals(completed, uploads().add(upload));
  }

  @Test
  void what_is_removed_is_not_completed_and_may_be_added_again() {
    var upload = upload();
    uploads().add(upload);
    uploads().remove(upload);
    uploads().remove(upload);
    uploads().complete(upload.completedAs(new SemanticVersion("1.0.0")));
    assertEquals(Optional.empty(), uploads().find(upload.id()));
    assertEquals(upload, uploads().add(upload));
  }

  static Upload upload() {
    return new Upload(
        UUID.randomUUID(),
        new UploadDeclaration("shop", Optional.of("1.0.0"), Optional.of(Digest.over("bytes"))),
        Upload.SINGLE_PIECE + 1,
        Optional.empty(),
        Instant.parse("2026-11-01T13:00:00Z"),
        Optional.empty(),
        Optional.of("ada"));
  }
}
