from lms.portal.models.privacy_request import PrivacyRequest

__all__ = ["PrivacyRequest"]
