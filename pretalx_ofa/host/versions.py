"""What differs between the versions of pretalx that we run on, and is needed in several places."""

from pretalx.person.models import User

# pretalx 2026.3 shows an account nothing but a request to verify its address, and makes all
# accounts unverified.
VERIFIED = (
    {"email_verification_state": "verified"} if hasattr(User, "email_verification_state") else {}
)
