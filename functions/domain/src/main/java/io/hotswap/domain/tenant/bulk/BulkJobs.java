package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Jobs with their lines and results, kept for thirty days. Reads of one job are consistent.
public interface BulkJobs {
  /// Lines of a job without waves that are handled, and written, together.
  int PART = 200;

  /// @return false, with nothing written, when there is a job of that id
  boolean create(BulkJob job, List<BulkLine> lines, AuditRecord audit);

  Optional<BulkJob> find(UUID id);

  /// Jobs that have not ended, oldest first; eventually consistent.
  List<UUID> open(int atMost);

  /// The lines after those that are handled, of one part at most.
  List<BulkLine> next(BulkJob job);

  /// Writes the results of the lines after those that `before` has handled, and the job after them.
  ///
  /// @return false, with nothing written, when somebody else has handled them, or the job was
  ///   stopped
  boolean advance(BulkJob before, BulkJob after, List<BulkResult> results);

  /// Writes that a job was stopped.
  ///
  /// @return false, with nothing written, when more of it was handled meanwhile, or it has ended
  boolean stop(BulkJob stopped, AuditRecord audit);

  /// The results so far, by line. A page may have fewer than were asked for.
  Page<BulkResult> results(BulkJob job, PageRequest page);
}
