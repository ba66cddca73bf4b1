"""What lacking an indicator means, in words that a villager understands (domain.md 1.3).

The rules themselves are decree 07/2021/NĐ-CP, Phụ lục; the wording for people is the program's own.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "employment": "trong nhà có người ở tuổi lao động muốn làm mà chưa có việc, hoặc đi làm thuê không có hợp đồng",
    "dependentPerson": "số trẻ em dưới 16 tuổi và người già, người khuyết tật hưởng trợ cấp nhiều hơn nửa số người "
    "trong nhà",
    "nutrition": "có trẻ em dưới 16 tuổi thấp còi hoặc nhẹ cân",
    "healthInsurance": "có người từ 6 tuổi trở lên chưa có thẻ bảo hiểm y tế",
    "adultEducation": "có người từ 16 đến 30 tuổi không đi học, chưa có bằng cấp theo tuổi",
    "childSchoolAttendance": "có trẻ từ 3 đến dưới 16 tuổi chưa đi học đúng cấp học theo tuổi",
    "housingQuality": "nhà có ít nhất hai trong ba phần tường, cột, mái chưa bền chắc",
    "housingArea": "nhà ở chật, mỗi người được dưới 8 mét vuông",
    "cleanWater": "chưa có nước sạch để ăn uống, sinh hoạt",
    "hygienicToilet": "chưa có nhà tiêu hợp vệ sinh",
    "telecommunication": "trong nhà chưa có ai dùng internet",
    "informationAccessAssets": "nhà chưa có ti vi, đài, máy tính, điện thoại nào để xem, nghe tin tức",
    "wasteTreatment": "rác thải của nhà chưa được thu gom, xử lý",
}
