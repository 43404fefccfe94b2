package org.sipacc.persistence.entity;

import java.time.Instant;
import java.util.Optional;
import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;

/** A program's means to get in, by its hash alone; it is revoked and never deleted. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "sipacc_tokens")
public class TokenRow {
  @Id
  @Column(name = "id")
  private String id;

  @Column(name = "name")
  private String name;

  @Column(name = "role")
  private String role;

  @Column(name = "hash")
  private String hash;

  @Column(name = "created_by")
  private String createdBy;

  @Column(name = "created")
  private Instant created;

  @Column(name = "expires")
  private Instant expires;

  @Column(name = "revoked", insertable = false)
  private Instant revoked;

  /** For JPA. */
  protected TokenRow() {}

  /**
   * @param hash SHA-256 of the token in 64 hexadecimal digits
   */
  public TokenRow(
      String id,
      String name,
      String role,
      String hash,
      String createdBy,
      Instant created,
      Instant expires) {
    this.id = id;
    this.name = name;
    this.role = role;
    this.hash = hash;
    this.createdBy = createdBy;
    this.created = created;
    this.expires = expires;
  }

  /** Lets it in no more; the first time counts. */
  public void revoke(Instant at) {
    if (revoked == null) {
      revoked = at;
    }
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public String role() {
    return role;
  }

  public String createdBy() {
    return createdBy;
  }

  public Instant created() {
    return created;
  }

  public Instant expires() {
    return expires;
  }

  public Optional<Instant> revoked() {
    return Optional.ofNullable(revoked);
  }
}
